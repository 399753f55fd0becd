package dev.lifeboat.orm.type;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * A time in PostgreSQL's precision, wherever it goes: written or compared. PostgreSQL keeps microseconds, or what the column
 * says, and Java's clock is finer: what is finer is cut off, as {@code truncatedTo} does. PostgreSQL itself would round, and
 * {@code Instant.now()} would lie in the future.
 *
 * @param digits how many digits of a second are kept, 0 to 6
 */
record Cut<V>(Codec<V> inner, int digits) implements Codec<V> {
    private static final int MICROS = 6;
    private static final int[] NANOS = {1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000};

    static <V> Cut<V> toMicros(Codec<V> inner) {
        return new Cut<>(inner, MICROS);
    }

    /** For a column whose type has less digits, as {@code timestamptz(3)}. */
    Cut<V> to(int fewer) {
        return new Cut<>(inner, Math.min(fewer, MICROS));
    }

    @Override
    public String type() {
        return inner.type();
    }

    @Override
    public String placeholder() {
        return inner.placeholder();
    }

    @Override
    public String text(V value) {
        return inner.text(cut(value));
    }

    @Override
    public V parse(String text) {
        return inner.parse(text);
    }

    @Override
    public V read(ResultSet row, int column) throws SQLException {
        return inner.read(row, column);
    }

    @Override
    public void bind(PreparedStatement statement, int index, V value) throws SQLException {
        inner.bind(statement, index, cut(value));
    }

    /** The farthest values stand for infinity and 24:00, and stay what they are. */
    @SuppressWarnings("unchecked") // of the same type
    private V cut(V value) {
        return (V) switch (value) {
            case Instant i when i.equals(Instant.MAX) -> i;
            case LocalDateTime t when t.equals(LocalDateTime.MAX) -> t;
            case LocalTime t when t.equals(LocalTime.MAX) -> t;
            case Instant i -> i.minusNanos(finer(i.getNano()));
            case LocalDateTime t -> t.minusNanos(finer(t.getNano()));
            case LocalTime t -> t.minusNanos(finer(t.getNano()));
            case Duration d -> d.isNegative() ? d.negated().minusNanos(finer(d.negated().getNano())).negated()
                    : d.minusNanos(finer(d.getNano()));
            default -> value;
        };
    }

    private int finer(int nanos) {
        return nanos % NANOS[digits];
    }
}
