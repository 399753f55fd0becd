package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An index. On a component: of that column. On the record: of what it names, in that order.
 *
 * {@snippet lang=java :
 * @Index({"ownerId", "createdAt desc"})
 * @Index(value = "(lower(email))", unique = true)
 * @Index(value = "profile jsonb_path_ops", using = "gin")
 * @Index(value = "dueAt", where = "done_at is null")
 * }
 */
@Repeatable(Index.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Index {
    /**
     * On the record: components' names and SQL expressions in brackets, each optionally followed by what SQL allows there
     * ({@code desc}, {@code nulls last}, an operator class). On a component: empty, or {@code desc}.
     */
    String[] value() default {};

    /** The condition of a partial index, as SQL. Empty: the index holds all rows. */
    String where() default "";

    /** Whether no two rows of the index are equal; exactly as written, also where rows are deleted softly. */
    boolean unique() default false;

    /** The index method, such as {@code gin}. Empty: a B-tree. */
    String using() default "";

    /** Holds repeated annotations; never written by hand. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
    @interface List {
        Index[] value();
    }
}
