package dev.lifeboat.orm.type;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A PostgreSQL range (manual, chapter "Range Types"). Of whole numbers, days and so on, by the type of its bounds: Integer
 * is {@code int4range}, Long {@code int8range}, BigDecimal {@code numrange}, LocalDate {@code daterange}, LocalDateTime
 * {@code tsrange}, Instant {@code tstzrange}. Always in PostgreSQL's canonical form, so that ranges with the same values
 * are equal: whole numbers and days as {@code [1,5)}, ranges without any value as the empty one, no bound as excluded.
 * Immutable.
 *
 * @param lower         empty: unbounded below
 * @param lowerIncluded whether the lower bound is one of the values
 * @param upper         empty: unbounded above
 * @param upperIncluded whether the upper bound is one of the values
 * @param isEmpty       whether it holds no value at all
 */
public record Range<V extends Comparable<? super V>>(Optional<V> lower, boolean lowerIncluded, Optional<V> upper,
                                                     boolean upperIncluded, boolean isEmpty) {
    /**
     * @throws IllegalArgumentException when the lower bound is greater than the upper one
     * @throws ArithmeticException      when the canonical form of whole numbers is beyond their type
     */
    public Range {
        lowerIncluded &= lower.isPresent();
        upperIncluded &= upper.isPresent();
        if (lower.isPresent() && upper.isPresent() && !isEmpty) {
            int order = lower.get().compareTo(upper.get());
            if (order > 0) {
                throw new IllegalArgumentException("the lower bound of a range is not greater than the upper one");
            }
            isEmpty = order == 0 && !(lowerIncluded && upperIncluded);
        }
        if (!isEmpty && !lowerIncluded && lower.isPresent() && isDiscrete(lower.get())) {
            lower = Optional.of(next(lower.get()));
            lowerIncluded = true;
        }
        if (!isEmpty && upperIncluded && isDiscrete(upper.get())) {
            upper = Optional.of(next(upper.get()));
            upperIncluded = false;
        }
        if (isEmpty || lowerIncluded && !upperIncluded && lower.equals(upper)) {
            isEmpty = true;
            lower = Optional.empty();
            upper = Optional.empty();
            lowerIncluded = false;
            upperIncluded = false;
        }
    }

    /** No value. */
    public static <V extends Comparable<? super V>> Range<V> empty() {
        return new Range<>(Optional.<V>empty(), false, Optional.<V>empty(), false, true);
    }

    /** Every value. */
    public static <V extends Comparable<? super V>> Range<V> all() {
        return new Range<>(Optional.<V>empty(), false, Optional.<V>empty(), false, false);
    }

    /** {@code [lower,upper]}: both bounds are values. */
    public static <V extends Comparable<? super V>> Range<V> closed(V lower, V upper) {
        return new Range<>(Optional.of(lower), true, Optional.of(upper), true, false);
    }

    /** {@code [lower,upper)}: the upper bound is no value. */
    public static <V extends Comparable<? super V>> Range<V> closedOpen(V lower, V upper) {
        return new Range<>(Optional.of(lower), true, Optional.of(upper), false, false);
    }

    /** {@code (lower,upper]}: the lower bound is no value. */
    public static <V extends Comparable<? super V>> Range<V> openClosed(V lower, V upper) {
        return new Range<>(Optional.of(lower), false, Optional.of(upper), true, false);
    }

    /** {@code (lower,upper)}: neither bound is a value. */
    public static <V extends Comparable<? super V>> Range<V> open(V lower, V upper) {
        return new Range<>(Optional.of(lower), false, Optional.of(upper), false, false);
    }

    /** {@code [lower,)}: this and all greater values. */
    public static <V extends Comparable<? super V>> Range<V> atLeast(V lower) {
        return new Range<>(Optional.of(lower), true, Optional.empty(), false, false);
    }

    /** {@code (lower,)}: all greater values. */
    public static <V extends Comparable<? super V>> Range<V> above(V lower) {
        return new Range<>(Optional.of(lower), false, Optional.empty(), false, false);
    }

    /** {@code (,upper]}: this and all smaller values. */
    public static <V extends Comparable<? super V>> Range<V> atMost(V upper) {
        return new Range<>(Optional.empty(), false, Optional.of(upper), true, false);
    }

    /** {@code (,upper)}: all smaller values. */
    public static <V extends Comparable<? super V>> Range<V> below(V upper) {
        return new Range<>(Optional.empty(), false, Optional.of(upper), false, false);
    }

    /** Whether the value lies in the range. */
    public boolean contains(V value) {
        int fromLower = lower.map(value::compareTo).orElse(1);
        int fromUpper = upper.map(value::compareTo).orElse(-1);
        return !isEmpty && (fromLower > 0 || fromLower == 0 && lowerIncluded)
                && (fromUpper < 0 || fromUpper == 0 && upperIncluded);
    }

    /** PostgreSQL leaves infinite days as they are. */
    private static boolean isDiscrete(Object bound) {
        return bound instanceof Integer || bound instanceof Long
                || bound instanceof LocalDate day && !day.equals(LocalDate.MAX) && !day.equals(LocalDate.MIN);
    }

    @SuppressWarnings("unchecked") // the next one is of the same type
    private static <V> V next(V bound) {
        return (V) switch (bound) {
            case Integer i -> (Object) Math.addExact(i, 1);
            case Long l -> Math.addExact(l, 1L);
            case LocalDate day -> day.plusDays(1);
            default -> throw new IllegalStateException("no next one of " + bound.getClass());
        };
    }

    /** As PostgreSQL writes it, for example {@code [1,5)}. */
    @Override
    public String toString() {
        return isEmpty ? "empty" : (lowerIncluded ? "[" : "(") + lower.map(Object::toString).orElse("") + ","
                + upper.map(Object::toString).orElse("") + (upperIncluded ? "]" : ")");
    }
}
