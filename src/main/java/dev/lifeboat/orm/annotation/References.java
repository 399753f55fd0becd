package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A foreign key to another entity. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface References {
    /** The entity that is referred to. */
    Class<? extends Record> value();

    /** The component referred to. Empty: its primary key. */
    String component() default "";

    /** What happens to this row when the other is deleted. */
    OnDelete onDelete() default OnDelete.RESTRICT;
}
