package dev.lifeboat.orm.query;

/** Names columns: {@code col(User::email)} for entities, {@code named("email")} for tables known only at run time. */
@SuppressWarnings("overloads") // the three col(..) are told apart by the accessor's return type
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

    /** A column of any other type. */
    public static <T, V> Field<T, V> col(Col<T, V> accessor) {
        return new Field<>(ColumnRef.of(accessor));
    }

    /** A column by its name; its values are written and compared in PostgreSQL's text form of the column's own type. */
    public static <T> Text<T> named(String column) {
        return new Text<>(new ColumnRef.Named(column));
    }
}
