package dev.lifeboat.orm.query;

import java.lang.reflect.Type;
import java.util.Map;

/** Something that has a value in each row: a column, or what SQL makes of columns. */
public sealed interface Expr permits ColumnRef, Expr.Written, Expr.TextVector, Expr.Inner {
    /**
     * SQL with named parameters, which may be {@link Operand}s: those are written as what they stand for.
     *
     * @param typing how values compared with it travel: as a Java type, or as another expression's
     */
    record Written(NamedSql text, Map<String, Object> values, Typing typing, Nulls nulls) implements Expr {}

    /** What is known of NULL. */
    enum Nulls {
        /** It never is. */
        NEVER,
        /** It can be, whatever the columns are. */
        MAYBE,
        /** That depends on what was written by hand. */
        UNKNOWN
    }

    /** A text as what full text search looks at; a column of type tsvector is one already. @param config a literal */
    record TextVector(String config, Expr text) implements Expr {}

    /** A value that a subquery about other tables' rows has for each row, as relations make them; never NULL. */
    record Inner(Part part, Class<?> type) implements Expr {}

    /** How an expression's values travel. */
    sealed interface Typing {
        /** As values of a Java type do. */
        record Java(Type type) implements Typing {}

        /** As those of another expression do. */
        record Like(Expr other) implements Typing {}
    }
}
