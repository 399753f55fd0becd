package dev.lifeboat.orm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a record an entity: one row of one table. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Table {
    /** The table's name, written as PostgreSQL shall store it. Empty: the record's name in snake case. */
    String value() default "";

    /** The schema. Empty: the first one of the connection's search path. */
    String schema() default "";

    /** The name that the table had before. Where the database still has it, comparing proposes to rename it. */
    String was() default "";
}
