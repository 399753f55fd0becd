package dev.lifeboat.orm;

import dev.lifeboat.orm.error.SqlErrors;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** What may end a statement early. */
record Limits(Optional<Duration> time, Optional<StopSignal> signal) {
    static final Limits NONE = new Limits(Optional.empty(), Optional.empty());

    Limits within(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time limit is longer than nothing");
        }
        return new Limits(Optional.of(limit), signal);
    }

    Limits stoppedBy(StopSignal stop) {
        return new Limits(time, Optional.of(stop));
    }

    /** The driver counts in whole seconds: rounded up. */
    void enter(Statement statement, Optional<Duration> otherwise) {
        try {
            Optional<Duration> limit = time.or(() -> otherwise);
            if (limit.isPresent()) {
                statement.setQueryTimeout((int) Math.min(Integer.MAX_VALUE, limit.get().plusNanos(999_999_999).toSeconds()));
            }
            signal.ifPresent(s -> s.entered(statement));
        } catch (SQLException e) {
            throw SqlErrors.typed(e);
        }
    }

    void leave(Statement statement) {
        signal.ifPresent(s -> s.left(statement));
    }
}
