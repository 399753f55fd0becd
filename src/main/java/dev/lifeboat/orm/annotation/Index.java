package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An index. On a component: of that column. On the record: of the named ones in that order. */
@Repeatable(Index.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Index {
    /** On the record: components' names, each optionally followed by {@code desc}. On a component: empty, or {@code desc}. */
    String[] value() default {};

    /** The condition of a partial index, as SQL. Empty: the index holds all rows. */
    String where() default "";

    /** Holds repeated annotations; never written by hand. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
    @interface List {
        Index[] value();
    }
}
