package dev.lifeboat.orm.query;

import java.util.Optional;

/**
 * A row of a join: one row of each side, or of one only where the join is an outer one. Sides may be joins themselves.
 *
 * @param <L> the rows on the left
 * @param <R> the rows on the right
 */
public sealed interface Joined<L, R> {
    /** Both sides are there. */
    record Inner<L, R>(L left, R right) implements Joined<L, R> {}

    /** The right side may be missing. */
    record Left<L, R>(L left, Optional<R> right) implements Joined<L, R> {}

    /** The left side may be missing. */
    record Right<L, R>(Optional<L> left, R right) implements Joined<L, R> {}

    /** Either side may be missing, but not both. */
    record Full<L, R>(Optional<L> left, Optional<R> right) implements Joined<L, R> {}
}
