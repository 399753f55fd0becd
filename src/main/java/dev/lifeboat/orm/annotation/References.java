package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A foreign key to another entity. On a component: of that column. On the record: of several columns together,
 * {@code @References(value = Line.class, from = {"orderId", "lineNo"})}.
 */
@Repeatable(References.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface References {
    /** The entity that is referred to. */
    Class<? extends Record> value();

    /** On a component: the component referred to. Empty: the other's primary key. */
    String component() default "";

    /** On the record: the components that refer. */
    String[] from() default {};

    /** On the record: the other's components, in the order of {@link #from}. Empty: its primary key. */
    String[] to() default {};

    /** What happens to this row when the other is deleted. */
    OnDelete onDelete() default OnDelete.RESTRICT;

    /** Whether the key is looked at when the transaction commits, so that rows of a ring can be written in any order. */
    boolean deferred() default false;

    /** Holds repeated annotations; never written by hand. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
    @interface List {
        References[] value();
    }
}
