package dev.lifeboat.orm;

import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;

/**
 * How a transaction runs. Only the outermost one's options count.
 *
 * @param readOnly  the server refuses writes
 * @param retries   how often the body runs again when the server gave it up in favour of another transaction
 * @param timeLimit from the beginning, retries included; a statement that runs then fails with StatementCancelled
 * @param stop      ends the statement that runs when it is given
 */
public record TxOptions(Isolation isolation, boolean readOnly, int retries, Optional<Duration> timeLimit, Optional<StopSignal> stop) {
    /** Read committed, reading and writing, run once, without a limit: PostgreSQL's default. */
    public static final TxOptions DEFAULT = new TxOptions(Isolation.READ_COMMITTED, false, 0, Optional.empty(), Optional.empty());

    /** The isolation levels that PostgreSQL tells apart (manual, 13.2). */
    public enum Isolation {
        /** Every statement sees what was committed before it began. */
        READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
        /** All statements see what was committed before the first began. */
        REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
        /** As if transactions ran one after the other; be ready for Retryable. */
        SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

        private final int jdbc;

        Isolation(int jdbc) {
            this.jdbc = jdbc;
        }

        int jdbc() {
            return jdbc;
        }
    }

    /** @throws IllegalArgumentException for less than no retries or no time */
    public TxOptions {
        if (retries < 0) {
            throw new IllegalArgumentException("not a number of retries: " + retries);
        }
        if (timeLimit.filter(limit -> limit.isNegative() || limit.isZero()).isPresent()) {
            throw new IllegalArgumentException("a time limit is longer than nothing");
        }
    }

    /** The same at another level. */
    public TxOptions at(Isolation level) {
        return new TxOptions(level, readOnly, retries, timeLimit, stop);
    }

    /** The same, refusing writes. */
    public TxOptions reading() {
        return new TxOptions(isolation, true, retries, timeLimit, stop);
    }

    /**
     * The same, whose body runs again after Retryable, so often at most, each time after a longer pause. What the body does
     * outside of the database it then does again: leave such work to {@link Db#afterCommit}.
     */
    public TxOptions retrying(int times) {
        return new TxOptions(isolation, readOnly, times, timeLimit, stop);
    }

    /** The same, ended after this time, which statements see rounded up to whole seconds. */
    public TxOptions within(Duration limit) {
        return new TxOptions(isolation, readOnly, retries, Optional.of(limit), stop);
    }

    /** The same, ended when the signal is given. */
    public TxOptions stoppedBy(StopSignal signal) {
        return new TxOptions(isolation, readOnly, retries, timeLimit, Optional.of(signal));
    }
}
