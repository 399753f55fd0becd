package dev.lifeboat.orm;

import dev.lifeboat.orm.error.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A transaction on one connection, bound to the thread that began it. */
final class Transaction {
    private final Connection connection;
    private final TxOptions options;
    private final OptionalLong deadlineNanos;
    private final Thread owner = Thread.currentThread();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();

    /** @param deadlineNanos as {@link System#nanoTime} counts */
    Transaction(Connection connection, TxOptions options, OptionalLong deadlineNanos) {
        this.connection = connection;
        this.options = options;
        this.deadlineNanos = deadlineNanos;
    }

    /** @throws IllegalStateException on another thread: a connection does one thing at a time */
    Connection connection() {
        requireOwner();
        return connection;
    }

    private void requireOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("this transaction belongs to the thread " + owner.getName());
        }
    }

    /** What is left of the limits. @throws dev.lifeboat.orm.error.StatementCancelled when nothing is */
    Limits limits() {
        if (deadlineNanos.isEmpty() && options.stop().isEmpty()) {
            return Limits.NONE;
        }
        Optional<Duration> left = deadlineNanos.isEmpty() ? Optional.empty()
                : Optional.of(Duration.ofNanos(deadlineNanos.getAsLong() - System.nanoTime()));
        boolean over = left.filter(d -> d.isNegative() || d.isZero()).isPresent();
        if (over || options.stop().filter(StopSignal::stopped).isPresent()) {
            throw SqlErrors.typed(new SQLException(over ? "the transaction's time is over" : "the transaction was stopped", "57014"));
        }
        return new Limits(left, options.stop().stream().toList());
    }

    void afterCommit(Runnable work) {
        requireOwner();
        afterCommit.add(work);
    }

    List<Runnable> afterCommit() {
        return afterCommit;
    }

    /** Counts a statement. @return how often its text ran in this transaction by now */
    int ran(String sql) {
        return times.merge(sql, 1, Integer::sum);
    }

    <R, X extends Exception> R run(TxBody<R, X> body) throws X {
        begin();
        R result;
        try {
            result = body.run();
        } catch (Throwable e) {
            rollback(e);
            throw e;
        }
        commit();
        return result;
    }

    <R, X extends Exception> R nested(TxBody<R, X> body) throws X {
        Savepoint savepoint = savepoint();
        int registered = afterCommit.size();
        R result;
        try {
            result = body.run();
        } catch (Throwable e) {
            afterCommit.subList(registered, afterCommit.size()).clear();
            rollback(savepoint, e);
            throw e;
        }
        release(savepoint);
        return result;
    }

    private void begin() {
        try {
            if (options.readOnly()) {
                connection.setReadOnly(true);
            }
            if (options.isolation() != TxOptions.Isolation.READ_COMMITTED) {
                connection.setTransactionIsolation(options.isolation().jdbc());
            }
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw SqlErrors.typed(e);
        }
    }

    private void commit() {
        try {
            requireHealthy();
            connection.commit();
            restore();
        } catch (SQLException e) {
            RuntimeException typed = SqlErrors.typed(e);
            rollback(typed);
            throw typed;
        }
    }

    /** The server answers COMMIT with ROLLBACK after an error that the body caught, and the driver says nothing. */
    private void requireHealthy() throws SQLException {
        if (connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED) {
            throw new SQLException("a statement failed before, so nothing of the transaction can be committed;"
                    + " a failure that may be caught stands in a transaction of its own", "25P02");
        }
    }

    private void rollback(Throwable because) {
        try {
            connection.rollback();
            restore();
        } catch (SQLException e) {
            because.addSuppressed(SqlErrors.typed(e));
        }
    }

    /** A connection without a pool is used again as well, so it goes back as it came. */
    private void restore() throws SQLException {
        connection.setAutoCommit(true);
        if (options.readOnly()) {
            connection.setReadOnly(false);
        }
        if (options.isolation() != TxOptions.Isolation.READ_COMMITTED) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    private Savepoint savepoint() {
        try {
            return connection().setSavepoint();
        } catch (SQLException e) {
            throw SqlErrors.typed(e);
        }
    }

    private void release(Savepoint savepoint) {
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            throw SqlErrors.typed(e);
        }
    }

    private void rollback(Savepoint savepoint, Throwable because) {
        try {
            connection.rollback(savepoint);
        } catch (SQLException e) {
            because.addSuppressed(SqlErrors.typed(e));
        }
    }
}
