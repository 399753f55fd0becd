package dev.lifeboat.orm;

import dev.lifeboat.orm.error.SqlErrors;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may end a statement early. */
record Limits(Optional<Duration> time, List<StopSignal> signals) {
    static final Limits NONE = new Limits(Optional.empty(), List.of());

    Limits {
        signals = List.copyOf(signals);
    }

    Limits within(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time limit is longer than nothing");
        }
        return new Limits(Optional.of(limit), signals);
    }

    Limits stoppedBy(StopSignal stop) {
        return new Limits(time, List.of(stop));
    }

    /** These where they say something, and the others' time otherwise. */
    Limits or(Optional<Duration> otherwise) {
        return time.isPresent() || otherwise.isEmpty() ? this : new Limits(otherwise, signals);
    }

    /** Whichever of both comes first. */
    Limits and(Limits others) {
        if (others.equals(NONE)) {
            return this;
        }
        List<StopSignal> all = new ArrayList<>(signals);
        all.addAll(others.signals);
        boolean sooner = time.isEmpty() || others.time.isPresent() && others.time.get().compareTo(time.get()) < 0;
        return new Limits(sooner ? others.time : time, all);
    }

    /** The driver counts in whole seconds: rounded up. */
    void enter(Statement statement, Optional<Duration> otherwise) {
        try {
            Optional<Duration> limit = time.or(() -> otherwise);
            if (limit.isPresent()) {
                statement.setQueryTimeout((int) Math.min(Integer.MAX_VALUE, limit.get().plusNanos(999_999_999).toSeconds()));
            }
            signals.forEach(s -> s.entered(statement));
        } catch (SQLException e) {
            throw SqlErrors.typed(e);
        }
    }

    void leave(Statement statement) {
        signals.forEach(s -> s.left(statement));
    }
}
