package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The column's SQL default, for rows written by others. Our own INSERT always sends the component's value. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** A SQL expression such as {@code false} or {@code 'active'}. */
    String value();
}
