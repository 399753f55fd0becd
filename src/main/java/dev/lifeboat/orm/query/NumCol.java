package dev.lifeboat.orm.query;

/** A reference to an accessor that returns a number. @param <T> the record @param <V> the number's type */
@FunctionalInterface
public interface NumCol<T, V extends Number & Comparable<V>> extends Col<T, V> {
    @Override
    V of(T row);
}
