package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A stored generated column ({@code generated always as (..) stored}): read like any other, never written. What a row to be
 * written holds in this component is ignored.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Computed {
    /** The SQL expression, over columns of the same row. */
    String value();
}
