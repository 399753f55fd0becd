package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The column of a component, where the defaults do not fit. On an enum constant: the text that stands for it in the
 * database (otherwise the constant's name in lower case).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Column {
    /** The name, written as PostgreSQL shall store it. Empty: the component's name in snake case. */
    String value() default "";

    /** The SQL type, for example {@code varchar(255)}. Empty: by the component's Java type. */
    String type() default "";

    /** The name that the column had before. Where the database still has it, comparing proposes to rename it. */
    String was() default "";
}
