package dev.lifeboat.orm;

import dev.lifeboat.orm.error.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** A transaction on one connection, bound to the thread that began it. */
final class Transaction {
    private final Connection connection;
    private final TxOptions options;
    private final Thread owner = Thread.currentThread();

    Transaction(Connection connection, TxOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /** @throws IllegalStateException on another thread: a connection does one thing at a time */
    Connection connection() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("this transaction belongs to the thread " + owner.getName());
        }
        return connection;
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
        R result;
        try {
            result = body.run();
        } catch (Throwable e) {
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
            connection.commit();
            restore();
        } catch (SQLException e) {
            RuntimeException typed = SqlErrors.typed(e);
            rollback(typed);
            throw typed;
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
