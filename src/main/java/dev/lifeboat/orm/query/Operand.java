package dev.lifeboat.orm.query;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Something with a value in each row, from which conditions and orders are made: a column, or what SQL makes of columns.
 * Immutable. No method takes null: NULL is asked for by {@link #isNull()}.
 *
 * @param <T> what rows it is about
 * @param <V> the type of its values
 */
public interface Operand<T, V> {
    /** What SQL writes for it. */
    Expr expr();

    /** Equal to the value. */
    default Cond<T> eq(V value) {
        return compare(Cond.Op.EQ, value);
    }

    /** Different from the value; as in SQL, NULL is neither equal nor different. */
    default Cond<T> ne(V value) {
        return compare(Cond.Op.NE, value);
    }

    /** Less than the value. */
    default Cond<T> lt(V value) {
        return compare(Cond.Op.LT, value);
    }

    /** Less than or equal to the value. */
    default Cond<T> le(V value) {
        return compare(Cond.Op.LE, value);
    }

    /** Greater than the value. */
    default Cond<T> gt(V value) {
        return compare(Cond.Op.GT, value);
    }

    /** Greater than or equal to the value. */
    default Cond<T> ge(V value) {
        return compare(Cond.Op.GE, value);
    }

    /** From the first to the last value, both included. */
    default Cond<T> between(V first, V last) {
        return ge(first).and(le(last));
    }

    /** One of the values; none of no values. */
    default Cond<T> in(Collection<? extends V> values) {
        return new Cond.In<>(expr(), present(values), false);
    }

    /** None of the values; as in SQL, false for NULL. Every row, NULL included, for no values. */
    default Cond<T> notIn(Collection<? extends V> values) {
        return new Cond.In<>(expr(), present(values), true);
    }

    /** NULL. */
    default Cond<T> isNull() {
        return new Cond.IsNull<>(expr(), false);
    }

    /** Anything but NULL. */
    default Cond<T> notNull() {
        return new Cond.IsNull<>(expr(), true);
    }

    /** Equal to what the same row has there. */
    default Cond<T> eqColumn(Operand<? super T, V> other) {
        return new Cond.Compare<>(expr(), Cond.Op.EQ, other.expr());
    }

    /** Different from what the same row has there; unknown when either is NULL. */
    default Cond<T> neColumn(Operand<? super T, V> other) {
        return new Cond.Compare<>(expr(), Cond.Op.NE, other.expr());
    }

    /** Less than what the same row has there. */
    default Cond<T> ltColumn(Operand<? super T, V> other) {
        return new Cond.Compare<>(expr(), Cond.Op.LT, other.expr());
    }

    /** Less than or equal to what the same row has there. */
    default Cond<T> leColumn(Operand<? super T, V> other) {
        return new Cond.Compare<>(expr(), Cond.Op.LE, other.expr());
    }

    /** Greater than what the same row has there. */
    default Cond<T> gtColumn(Operand<? super T, V> other) {
        return new Cond.Compare<>(expr(), Cond.Op.GT, other.expr());
    }

    /** Greater than or equal to what the same row has there. */
    default Cond<T> geColumn(Operand<? super T, V> other) {
        return new Cond.Compare<>(expr(), Cond.Op.GE, other.expr());
    }

    /** Smallest first, NULL last, as PostgreSQL does. */
    default Sort<T> asc() {
        return new Sort<>(expr(), false, false);
    }

    /** Greatest first, NULL first, as PostgreSQL does. */
    default Sort<T> desc() {
        return new Sort<>(expr(), true, true);
    }

    /** The value of a component in the shape that a query is read into. */
    default <S> As<S, T> as(Col<S, V> component) {
        return new As<>(ColumnRef.of(component), expr());
    }

    private Cond<T> compare(Cond.Op op, V value) {
        return new Cond.Compare<>(expr(), op, present(value));
    }

    private Object present(V value) {
        return Objects.requireNonNull(value, () -> expr() + ": nothing compares with NULL; use isNull() or notNull()");
    }

    private List<Object> present(Collection<? extends V> values) {
        values.forEach(this::present);
        return List.copyOf(values);
    }
}
