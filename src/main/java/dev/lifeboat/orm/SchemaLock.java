package dev.lifeboat.orm;

import dev.lifeboat.orm.error.SqlErrors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The advisory lock under which one program at a time changes a schema. It is asked for again and again: a statement that
 * waits holds a snapshot, for which a CREATE INDEX CONCURRENTLY of the lock's holder would wait in turn.
 */
record SchemaLock(Connection connection, Duration patience) {
    /** "LBMG" and the schema. */
    private static final String KEY = "(1279413575, pg_catalog.hashtext(coalesce(pg_catalog.current_schema()::text, '')))";
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Until the transaction ends. @throws dev.lifeboat.orm.error.LockNotAvailable when patience ends before */
    void forTransaction() throws SQLException {
        take("pg_try_advisory_xact_lock");
    }

    /** Until {@link #release}. @throws dev.lifeboat.orm.error.LockNotAvailable when patience ends before */
    void forSession() throws SQLException {
        take("pg_try_advisory_lock");
    }

    /** Also when the connection is lost, and the lock with it. */
    void release() throws SQLException {
        if (!connection.isClosed()) {
            ask("pg_advisory_unlock");
        }
    }

    private void take(String function) throws SQLException {
        long until = System.nanoTime() + patience.toNanos();
        while (!ask(function)) {
            if (System.nanoTime() >= until) {
                throw new SQLException("another program is changing this schema; it was waited for during " + patience.toMillis() + " ms", "55P03");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlErrors.typed(new SQLException("interrupted while another program was changing this schema", "57014"));
        }
    }

    private boolean ask(String function) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_catalog." + function + KEY)) {
            result.next();
            return result.getBoolean(1);
        }
    }
}
