package dev.lifeboat.orm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A statement that ran.
 *
 * @param sql    the statement with {@code ?} for values
 * @param took   from the moment it was sent until its last row was read
 * @param rows   rows returned, or changed
 * @param failed whether it ended with an error
 * @param caller the first place outside of this library on the stack of the thread that ran it; empty when there is none
 * @param values in PostgreSQL's text form, an empty one for NULL; none unless they were asked for, because they may be secret
 */
public record Seen(String sql, Duration took, long rows, boolean failed, Optional<StackTraceElement> caller,
                   List<Optional<String>> values) {
    /** Copies the values. */
    public Seen {
        values = List.copyOf(values);
    }

    Seen withoutValues() {
        return values.isEmpty() ? this : new Seen(sql, took, rows, failed, caller, List.of());
    }

    /** What a log may hold: everything but the values. */
    @Override
    public String toString() {
        return took.toMillis() + " ms, " + rows + (rows == 1 ? " row" : " rows") + (failed ? ", failed" : "")
                + caller.map(c -> ", at " + c).orElse("") + ": " + sql;
    }
}
