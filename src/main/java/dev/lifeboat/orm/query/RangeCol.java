package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Range;

/** A reference to an accessor that returns a range. @param <T> the record @param <V> the values of the range */
@FunctionalInterface
public interface RangeCol<T, V extends Comparable<? super V>> extends RecordCol<T, Range<V>> {
    @Override
    Range<V> of(T row);
}
