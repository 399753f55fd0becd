package dev.lifeboat.engine.console;

import dev.lifeboat.engine.console.ConsoleSession.Transaction;
import dev.lifeboat.engine.console.StatementReport.Message;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGNotification;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Parser;
import org.postgresql.util.PSQLWarning;

/**
 * A console's connection and the transactions on it: those that the person begins are left alone, every other statement
 * gets one of its own where it needs one, to be fetched in portions or to be kept from writing.
 */
final class ConsoleConnection {

    /** From a query on, a transaction that is read-only stays so: the server refuses to make it writable. */
    private static final String TURN_READ_ONLY = "set transaction read only; select 1";
    private static final String BEGIN_READ_ONLY = "begin read only; select 1";

    private final BaseConnection connection;
    private final boolean readOnly;

    ConsoleConnection(BaseConnection connection, boolean readOnly) {
        this.connection = connection;
        this.readOnly = readOnly;
    }

    BaseConnection driver() {
        return connection;
    }

    Transaction transaction() {
        return switch (connection.getTransactionState()) {
            case IDLE -> Transaction.NONE;
            case OPEN -> Transaction.OPEN;
            case FAILED -> Transaction.FAILED;
        };
    }

    /** Sets the stage for a statement. @return whether a transaction of its own was begun, which is to be ended after it */
    boolean enter(SqlStatement statement) throws SQLException {
        Transaction before = transaction();
        if (before == Transaction.OPEN && readOnly) {
            control(TURN_READ_ONLY);
        }
        if (before != Transaction.NONE) {
            connection.setAutoCommit(false);
            return false;
        }
        connection.setAutoCommit(true);
        if (readOnly && !statement.controlsTransaction()) {
            control(BEGIN_READ_ONLY);
            connection.setAutoCommit(false);
            return true;
        }
        if (statement.streams()) {
            connection.setAutoCommit(false); // the driver sends BEGIN before it
            return true;
        }
        return false;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** After a failure: ends the transaction of a statement's own. One that cannot be rolled back ends with its connection. */
    void undo(boolean own) {
        try {
            if (own && !connection.getAutoCommit()) {
                connection.rollback();
            } else if (connection.getAutoCommit() && transaction() != Transaction.NONE) {
                control("rollback");
            }
        } catch (SQLException e) {
            drop();
        }
    }

    /** Makes a place from which nothing remains after {@link #leaveTrial}. @return whether it is a transaction of its own */
    boolean enterTrial() throws SQLException {
        if (transaction() == Transaction.NONE) {
            connection.setAutoCommit(true);
            control(readOnly ? BEGIN_READ_ONLY : "begin");
            return true;
        }
        if (readOnly && transaction() == Transaction.OPEN) {
            control(TURN_READ_ONLY);
        }
        control("savepoint lifeboat_trial");
        return false;
    }

    void leaveTrial(boolean own) {
        try {
            control(own ? "rollback" : "rollback to savepoint lifeboat_trial; release savepoint lifeboat_trial");
        } catch (SQLException e) {
            drop();
        }
    }

    /** How many messages the driver would make of it: the first of several could end the read-only transaction. */
    int pieces(String sql) {
        try {
            return Parser.parseJdbcSql(sql, connection.getStandardConformingStrings(), false, true, false, false).size();
        } catch (SQLException _) {
            return 0;
        }
    }

    /** A setting of the server; empty while the transaction has failed, when nothing can be asked. */
    Optional<String> setting(String name) throws SQLException {
        if (transaction() == Transaction.FAILED) {
            return Optional.empty();
        }
        if (transaction() == Transaction.NONE) {
            connection.setAutoCommit(true);
        }
        try (Statement statement = connection.createStatement(); var rows = statement.executeQuery("show " + name)) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    void control(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Adds what the server said while a statement ran. */
    static void collect(Statement statement, List<Message> messages) throws SQLException {
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            var server = warning instanceof PSQLWarning known ? known.getServerErrorMessage() : null;
            messages.add(server == null ? new Message("WARNING", warning.getMessage(), Optional.empty(), Optional.empty())
                    : new Message(server.getSeverity(), server.getMessage(), Optional.ofNullable(server.getDetail()), Optional.ofNullable(server.getHint())));
        }
    }

    /** Adds what other sessions sent to those who listen. */
    void notifications(List<Message> messages) {
        try {
            PGNotification[] arrived = connection.getNotifications();
            for (PGNotification one : arrived == null ? new PGNotification[0] : arrived) {
                messages.add(new Message("NOTIFY", one.getName() + (one.getParameter().isEmpty() ? "" : ": " + one.getParameter()), Optional.empty(), Optional.empty()));
            }
        } catch (SQLException _) {
            // A broken connection has no notifications; that it is broken is in the report.
        }
    }

    boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException _) {
            return true;
        }
    }

    /** Breaks the connection without a word to the server. */
    void drop() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It was broken already.
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            drop();
        }
    }
}
