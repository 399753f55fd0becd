package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Range;
import java.util.Map;
import java.util.Objects;

/**
 * A column of ranges. Immutable.
 *
 * @param <T> what it belongs to
 * @param <V> the values of the ranges
 */
public record Ranges<T, V extends Comparable<? super V>>(ColumnRef ref) implements Field<T, Range<V>> {
    private static final NamedSql HAS = NamedSql.parse(":range @> :value");

    /** Holds this value. */
    public Cond<T> has(V value) {
        return new Cond.Raw<>(HAS, Map.of("range", ref, "value", Objects.requireNonNull(value, "value")));
    }

    /** Holds every value of this range; every range holds those of the empty one. */
    public Cond<T> contains(Range<V> range) {
        return new Cond.Compare<>(ref, Cond.Op.CONTAINS, Objects.requireNonNull(range, "range"));
    }

    /** Holds no other values than this range. */
    public Cond<T> within(Range<V> range) {
        return new Cond.Compare<>(ref, Cond.Op.WITHIN, Objects.requireNonNull(range, "range"));
    }

    /** Has a value in common with this range. */
    public Cond<T> overlaps(Range<V> range) {
        return new Cond.Compare<>(ref, Cond.Op.OVERLAPS, Objects.requireNonNull(range, "range"));
    }
}
