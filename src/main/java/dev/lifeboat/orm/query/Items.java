package dev.lifeboat.orm.query;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A column that holds a list, as a PostgreSQL array. Immutable.
 *
 * @param <T> what it belongs to
 * @param <E> the type of the elements
 */
public record Items<T, E>(ColumnRef ref) implements Field<T, List<E>> {
    private static final NamedSql ANY = NamedSql.parse(":value = any(:items)");
    private static final NamedSql LENGTH = NamedSql.parse("cardinality(:items)");

    /** Holds this element. {@link #contains} with one element finds the same, by a GIN index where there is one. */
    public Cond<T> has(E element) {
        return new Cond.Raw<>(ANY, Map.of("items", ref, "value", Objects.requireNonNull(element, "element")));
    }

    /** Holds each of these elements; every list holds all of none. */
    public Cond<T> contains(List<? extends E> elements) {
        return new Cond.Compare<>(ref, Cond.Op.CONTAINS, List.copyOf(elements));
    }

    /** Holds no other elements than these. */
    public Cond<T> within(List<? extends E> elements) {
        return new Cond.Compare<>(ref, Cond.Op.WITHIN, List.copyOf(elements));
    }

    /** Holds at least one of these elements. */
    public Cond<T> overlaps(List<? extends E> elements) {
        return new Cond.Compare<>(ref, Cond.Op.OVERLAPS, List.copyOf(elements));
    }

    /** How many elements it holds. */
    public Operand<T, Integer> size() {
        Expr size = new Expr.Written(LENGTH, Map.of("items", ref), new Expr.Typing.Java(Integer.class), Expr.Nulls.MAYBE);
        return () -> size;
    }
}
