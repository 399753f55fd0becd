package dev.lifeboat.orm.query;

/**
 * One part of an order.
 *
 * @param descending greatest first
 * @param nullsFirst NULL before all values
 */
public record Sort<T>(Expr column, boolean descending, boolean nullsFirst) {
    /** The same with NULL before all values. */
    public Sort<T> withNullsFirst() {
        return new Sort<>(column, descending, true);
    }

    /** The same with NULL after all values. */
    public Sort<T> withNullsLast() {
        return new Sort<>(column, descending, false);
    }

    /** The same order backwards. */
    public Sort<T> reversed() {
        return new Sort<>(column, !descending, !nullsFirst);
    }
}
