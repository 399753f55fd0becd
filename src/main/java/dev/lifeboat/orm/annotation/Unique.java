package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * No two rows hold the same value. On a component: that column. On the record: the named columns together. Where rows
 * are deleted softly, it binds only those that are not deleted.
 */
@Repeatable(Unique.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Unique {
    /** On the record: the components' names. On a component: empty. */
    String[] value() default {};

    /** Holds repeated annotations; never written by hand. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
    @interface List {
        Unique[] value();
    }
}
