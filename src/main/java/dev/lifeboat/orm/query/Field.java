package dev.lifeboat.orm.query;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A column from which conditions, orders and assignments are made. Immutable. No method takes null: NULL is asked for by
 * {@link #isNull()} and written by {@link #toNull()}.
 *
 * @param <T> what the column belongs to
 * @param <V> the type of its values
 */
public sealed class Field<T, V> permits Num, Text {
    final ColumnRef ref;

    Field(ColumnRef ref) {
        this.ref = ref;
    }

    /** Which column this is. */
    public final ColumnRef ref() {
        return ref;
    }

    /** Equal to the value. */
    public final Cond<T> eq(V value) {
        return compare(Cond.Op.EQ, value);
    }

    /** Different from the value; as in SQL, NULL is neither equal nor different. */
    public final Cond<T> ne(V value) {
        return compare(Cond.Op.NE, value);
    }

    /** Less than the value. */
    public final Cond<T> lt(V value) {
        return compare(Cond.Op.LT, value);
    }

    /** Less than or equal to the value. */
    public final Cond<T> le(V value) {
        return compare(Cond.Op.LE, value);
    }

    /** Greater than the value. */
    public final Cond<T> gt(V value) {
        return compare(Cond.Op.GT, value);
    }

    /** Greater than or equal to the value. */
    public final Cond<T> ge(V value) {
        return compare(Cond.Op.GE, value);
    }

    /** From the first to the last value, both included. */
    public final Cond<T> between(V first, V last) {
        return ge(first).and(le(last));
    }

    /** One of the values; none of no values. */
    public final Cond<T> in(Collection<? extends V> values) {
        values.forEach(this::present);
        return new Cond.In<>(ref, List.copyOf(values), false);
    }

    /** None of the values; as in SQL, false for NULL. Every row, NULL included, for no values. */
    public final Cond<T> notIn(Collection<? extends V> values) {
        values.forEach(this::present);
        return new Cond.In<>(ref, List.copyOf(values), true);
    }

    /** NULL. */
    public final Cond<T> isNull() {
        return new Cond.IsNull<>(ref, false);
    }

    /** Anything but NULL. */
    public final Cond<T> notNull() {
        return new Cond.IsNull<>(ref, true);
    }

    /** Smallest first, NULL last, as PostgreSQL does. */
    public final Sort<T> asc() {
        return new Sort<>(ref, false, false);
    }

    /** Greatest first, NULL first, as PostgreSQL does. */
    public final Sort<T> desc() {
        return new Sort<>(ref, true, true);
    }

    /** Sets the value. */
    public final Assignment<T> to(V value) {
        return new Assignment<>(ref, Assignment.Kind.SET, Objects.requireNonNull(value, "use toNull() to write NULL"));
    }

    /** Sets NULL. */
    public final Assignment<T> toNull() {
        return new Assignment<>(ref, Assignment.Kind.SET, null);
    }

    private Cond<T> compare(Cond.Op op, V value) {
        return new Cond.Compare<>(ref, op, present(value));
    }

    private Object present(V value) {
        return Objects.requireNonNull(value, () -> ref + ": nothing compares with NULL; use isNull() or notNull()");
    }
}
