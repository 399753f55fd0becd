package dev.lifeboat.orm.query;

/** A column of any type that has no operators of its own. @param <T> what it belongs to @param <V> the type of its values */
public record Plain<T, V>(ColumnRef ref) implements Field<T, V> {}
