package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the columns of an {@link Embedded} component begin. Without it: with the component's name in snake case and
 * {@code _}, so that {@code Address home} has the column {@code home_city}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Prefix {
    /** The beginning, written as PostgreSQL shall store it; may be empty. */
    String value();
}
