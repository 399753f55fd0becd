package dev.lifeboat.orm.query;

import java.util.Objects;

/** A column of numbers. Immutable. @param <T> what it belongs to @param <V> the number's type */
public record Num<T, V extends Number & Comparable<V>>(ColumnRef ref) implements Field<T, V> {
    /** Adds the value to what the row holds, in the database. */
    public Assignment<T> plus(V value) {
        return new Assignment<>(ref, Assignment.Kind.ADD, Objects.requireNonNull(value, "value"));
    }
}
