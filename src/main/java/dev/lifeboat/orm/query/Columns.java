package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Json;

/** Names columns: {@code col(User::email)} for entities, {@code named("email")} for tables known only at run time. */
@SuppressWarnings("overloads") // the col(..) are told apart by the accessor's return type
public final class Columns {
    private Columns() {}

    /** A column of text. */
    public static <T> Text<T> col(TextCol<T> accessor) {
        return new Text<>(ColumnRef.of(accessor));
    }

    /** A column of numbers. */
    public static <T, V extends Number & Comparable<V>> Num<T, V> col(NumCol<T, V> accessor) {
        return new Num<>(ColumnRef.of(accessor));
    }

    /** A column of JSON documents that are mapped to a record. */
    public static <T, V extends Record> Doc<T, V> col(RecordCol<T, V> accessor) {
        return new Doc<>(ColumnRef.of(accessor));
    }

    /** A column of ranges. */
    public static <T, V extends Comparable<? super V>> Ranges<T, V> col(RangeCol<T, V> accessor) {
        return new Ranges<>(ColumnRef.of(accessor));
    }

    /** A column of JSON documents that are mapped to a map. */
    public static <T, V extends java.util.Map<?, ?>> Doc<T, V> col(MapCol<T, V> accessor) {
        return new Doc<>(ColumnRef.of(accessor));
    }

    /** A column of lists. */
    public static <T, E> Items<T, E> col(ListCol<T, E> accessor) {
        return new Items<>(ColumnRef.of(accessor));
    }

    /** A column of any other type. */
    public static <T, V> Field<T, V> col(Col<T, V> accessor) {
        return new Plain<>(ColumnRef.of(accessor));
    }

    /** A column of text in an embedded record: {@code col(User::home, Address::city)}. */
    public static <T, E> Text<T> col(Col<T, E> embedded, TextCol<E> inner) {
        return new Text<>(ColumnRef.of(embedded, inner));
    }

    /** A column of numbers in an embedded record. */
    public static <T, E, V extends Number & Comparable<V>> Num<T, V> col(Col<T, E> embedded, NumCol<E, V> inner) {
        return new Num<>(ColumnRef.of(embedded, inner));
    }

    /** A column of any other type in an embedded record. */
    public static <T, E, V> Field<T, V> col(Col<T, E> embedded, Col<E, V> inner) {
        return new Plain<>(ColumnRef.of(embedded, inner));
    }

    /** A column of text two embedded records deep: {@code col(User::home, Address::country, Country::code)}. */
    public static <T, E, F> Text<T> col(Col<T, E> outer, Col<E, F> embedded, TextCol<F> inner) {
        return new Text<>(ColumnRef.of(outer, embedded, inner));
    }

    /** A column of numbers two embedded records deep. */
    public static <T, E, F, V extends Number & Comparable<V>> Num<T, V> col(Col<T, E> outer, Col<E, F> embedded, NumCol<F, V> inner) {
        return new Num<>(ColumnRef.of(outer, embedded, inner));
    }

    /** A column of any other type two embedded records deep. */
    public static <T, E, F, V> Field<T, V> col(Col<T, E> outer, Col<E, F> embedded, Col<F, V> inner) {
        return new Plain<>(ColumnRef.of(outer, embedded, inner));
    }

    /** A column by its name; its values are written and compared in PostgreSQL's text form of the column's own type. */
    public static <T> Text<T> named(String column) {
        return new Text<>(new ColumnRef.Named(column));
    }

    /** A column of JSON documents by its name. */
    public static <T> Doc<T, Json> namedJson(String column) {
        return new Doc<>(new ColumnRef.Named(column));
    }

    /**
     * What SQL written by hand makes of a row, a window function for example:
     * {@code written(Long.class, "row_number() over (partition by :user order by :at)", "user", col(Post::userId), "at", ..)}.
     *
     * @param type           the Java type of its values; of the size that the SQL has, as {@code count(*)} is a Long
     * @param namesAndValues a name, its value or an {@link Operand}, a name, its value ...
     */
    public static <T, V> Operand<T, V> written(Class<V> type, String text, Object... namesAndValues) {
        Expr expr = new Expr.Written(NamedSql.parse(text), NamedSql.values(namesAndValues), new Expr.Typing.Java(type), Expr.Nulls.UNKNOWN);
        return () -> expr;
    }
}
