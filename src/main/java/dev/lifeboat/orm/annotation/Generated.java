package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The database makes the value: the column is left out of an INSERT when the component is null (or 0 for a primitive),
 * and the row that comes back holds what the database chose.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Generated {
    /**
     * The SQL default. Empty: {@code serial} for whole numbers, {@code gen_random_uuid()} for UUIDs and
     * {@code CURRENT_TIMESTAMP} for times.
     */
    String value() default "";
}
