package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On an enum: a PostgreSQL enum type of its own, instead of text with a CHECK. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PgEnum {
    /** The type's name, written as PostgreSQL shall store it. Empty: the enum's name in snake case. */
    String value() default "";

    /** The schema. Empty: found by the connection's search path. */
    String schema() default "";
}
