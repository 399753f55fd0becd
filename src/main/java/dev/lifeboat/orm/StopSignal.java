package dev.lifeboat.orm;

import dev.lifeboat.orm.error.DatabaseException;
import dev.lifeboat.orm.error.SqlErrors;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops running statements from another thread: give it to a query by {@code stoppedBy}, call {@link #stop} when the
 * person has had enough. The statement then fails with StatementCancelled. Works once; thread-safe.
 */
public final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private final Set<Statement> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** Stops what runs under this signal now and refuses what comes later. Returns at once. */
    public void stop() {
        stopped = true;
        Thread.ofVirtual().name("orm-stop").start(this::cancelUntilGone);
    }

    /** Whether {@link #stop} was called. */
    public boolean stopped() {
        return stopped;
    }

    /** A cancel that arrives just before the statement does has no effect, so it is repeated while one is there. */
    private void cancelUntilGone() {
        try {
            while (!running.isEmpty()) {
                for (Statement statement : running) {
                    statement.cancel();
                }
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warn("The server could not be asked to stop a statement: {}", SqlErrors.typed(e).getMessage());
        }
    }

    void entered(Statement statement) {
        running.add(statement);
        if (stopped) {
            running.remove(statement);
            throw refused();
        }
    }

    void left(Statement statement) {
        running.remove(statement);
    }

    private static DatabaseException refused() {
        return SqlErrors.typed(new SQLException("stopped before it began", "57014"));
    }
}
