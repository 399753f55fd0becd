package dev.lifeboat.orm;

import dev.lifeboat.orm.error.Retryable;
import dev.lifeboat.orm.error.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a transaction that is inside of no other: again when the server asks for it, and then what waits for its commit. */
record Outermost(ConnectionSource connections, ScopedValue<Transaction> current, TxOptions options) {
    private static final Logger LOG = LoggerFactory.getLogger(Outermost.class);
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    <R, X extends Exception> R run(TxBody<R, X> body) throws X {
        OptionalLong deadline = options.timeLimit().isEmpty() ? OptionalLong.empty()
                : OptionalLong.of(System.nanoTime() + options.timeLimit().get().toNanos());
        for (int attempt = 0; ; attempt++) {
            try {
                return once(body, deadline);
            } catch (Retryable e) {
                if (attempt >= options.retries()) {
                    throw e;
                }
                pause(attempt, e);
            }
        }
    }

    private <R, X extends Exception> R once(TxBody<R, X> body, OptionalLong deadline) throws X {
        R result;
        List<Runnable> waiting;
        try (Connection connection = connections.open()) {
            Transaction transaction = new Transaction(connection, options, deadline);
            result = transaction.run(() -> ScopedValue.where(current, transaction).<R, X>call(body::run));
            waiting = transaction.afterCommit();
        } catch (SQLException e) {
            throw SqlErrors.typed(e);
        }
        waiting.forEach(Outermost::afterCommit);
        return result;
    }

    /** What was committed stays so: a failure here must not look like one of the transaction. */
    private static void afterCommit(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("What was to be done after a commit failed", e);
        }
    }

    /** Twice as long each time, and never the same for two that met each other. */
    private static void pause(int attempt, Retryable because) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw because;
        }
    }
}
