package dev.lifeboat.engine.console;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.console.StatementReport.Message;
import dev.lifeboat.engine.console.StatementReport.Result;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Sql;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/**
 * One connection on which a person's statements run, one after the other: transactions, settings and temporary tables
 * last from one to the next. Outside of a transaction that the person began, each statement is one of its own.
 *
 * <p>Used by one thread at a time, except {@link #stop} and {@link #abandon}. The package says what a read-only session
 * keeps out.
 */
public final class ConsoleSession implements AutoCloseable {

    /** What the next statement would run in. */
    public enum Transaction { NONE, OPEN, FAILED }

    /** More than one fetch may bring; the driver breaks the connection rather than take it. */
    private static final String LARGEST_ANSWER = "48M";
    private static final long PATIENCE_MILLIS = 5_000;

    private final Server server;
    private final String database;
    private final boolean readOnly;
    private final ConsoleConnection connection;
    private final int serverProcess;
    private final RunningStatement running = new RunningStatement();
    private Optional<OpenRows> open = Optional.empty();
    private String searchPath = "";

    private record OpenRows(SqlStatement of, Statement statement, ResultCursor cursor, boolean commits) {}

    private ConsoleSession(Server server, String database, boolean readOnly, BaseConnection driver) throws SQLException {
        this.server = server;
        this.database = database;
        this.readOnly = readOnly;
        connection = new ConsoleConnection(driver, readOnly);
        serverProcess = driver.getBackendPID();
        // The engine's connections speak UTC; a person reads times in the zone of this computer, which the driver asked for.
        connection.control("reset time zone");
        readSearchPath();
    }

    /**
     * Connects.
     *
     * @param readOnly whether the server is to refuse every change
     * @throws Failure.ConnectionFailed with the layer that failed
     */
    public static ConsoleSession open(Server server, String database, boolean readOnly) {
        Map<String, String> properties = Map.of("ApplicationName", "Lifeboat console", "prepareThreshold", "0", "maxResultBuffer", LARGEST_ANSWER,
                "logServerErrorDetail", "false", "options", readOnly ? "-c default_transaction_read_only=on" : "");
        try {
            return new ConsoleSession(server, database, readOnly, server.connect(database, properties).unwrap(BaseConnection.class));
        } catch (SQLException e) {
            throw new Failure.ConnectionFailed(Failure.Layer.SERVER, "The server took the connection and broke it: " + e.getMessage(), e);
        }
    }

    /**
     * Runs one statement. Never throws what the server says: that is in the report.
     *
     * @param limit how many rows to read now
     */
    public StatementReport run(SqlStatement statement, int limit) {
        long started = System.nanoTime();
        List<Message> messages = new ArrayList<>();
        Optional<SqlTrouble> refused = refusal(statement);
        if (refused.isPresent()) {
            return report(statement, List.of(), messages, started, refused);
        }
        boolean own = false;
        running.begins();
        try {
            endRows();
            own = connection.enter(statement);
            List<Result> results = execute(statement, limit, own, messages);
            if (own && open.isEmpty()) {
                connection.commit();
            }
            if (statement.maySetSearchPath()) {
                readSearchPath();
            }
            return report(statement, results, messages, started, Optional.empty());
        } catch (SQLException e) {
            SqlTrouble trouble = trouble(e, statement.text(), 0);
            connection.undo(own);
            return report(statement, List.of(), messages, started, Optional.of(trouble));
        } finally {
            running.ends();
        }
    }

    /**
     * Asks for the plan of a statement. With {@code analyze} the statement is carried out and rolled back.
     *
     * @return one value of type JSON in one row, or the trouble
     */
    public StatementReport explain(SqlStatement statement, boolean analyze) {
        long started = System.nanoTime();
        List<Message> messages = new ArrayList<>();
        Optional<SqlTrouble> refused = refusal(statement);
        if (refused.isPresent()) {
            return report(statement, List.of(), messages, started, refused);
        }
        String before = analyze ? "explain (analyze, buffers, verbose, format json) " : "explain (verbose, format json) ";
        String sent = before + statement.text();
        Optional<Boolean> ownTransaction = Optional.empty();
        running.begins();
        try {
            endRows();
            ownTransaction = Optional.of(connection.enterTrial());
            SqlStatement asked = SqlScript.of(sent, escapesInPlainStrings()).statements().getFirst();
            return report(statement, execute(asked, Integer.MAX_VALUE, false, messages), messages, started, Optional.empty());
        } catch (SQLException e) {
            return report(statement, List.of(), messages, started, Optional.of(trouble(e, sent, before.length())));
        } finally {
            ownTransaction.ifPresent(connection::leaveTrial);
            running.ends();
        }
    }

    /** More rows of the last statement, where its report said that there are. @throws IllegalStateException when there are none */
    public StatementReport more(int limit) {
        OpenRows rows = open.orElseThrow(() -> new IllegalStateException("there are no more rows"));
        long started = System.nanoTime();
        List<Message> messages = new ArrayList<>();
        running.begins();
        try {
            FirstRows read = new FirstRows(rows.cursor(), rows.cursor().next(limit), rows.cursor().hasMore());
            if (!read.more()) {
                endRows();
            }
            return report(rows.of(), List.of(read.result(read.more())), messages, started, Optional.empty());
        } catch (SQLException e) {
            open = Optional.empty();
            SqlTrouble trouble = trouble(e, rows.of().text(), 0);
            connection.undo(rows.commits());
            return report(rows.of(), List.of(), messages, started, Optional.of(trouble));
        } finally {
            running.ends();
        }
    }

    /** Gives up the rows that {@link #more} would read, and ends the transaction that was kept open for them. */
    public void releaseRows() {
        try {
            endRows();
        } catch (SQLException e) {
            connection.drop(); // nothing of the person's waits for this: the next run connects anew
        }
    }

    /** Whether rows wait to be read, for which a transaction is kept open. */
    public boolean holdsRows() {
        return open.isPresent();
    }

    private Optional<SqlTrouble> refusal(SqlStatement statement) {
        if (statement.isPsql()) {
            return Optional.of(SqlTrouble.own("\"" + statement.text().split("\\s", 2)[0] + "\" is a command of psql, not SQL: no server understands it.",
                    "The tree at the left shows what \\d and \\l list. Take the line out, or run it in psql."));
        }
        return readOnly && connection.pieces(statement.text()) != 1
                ? Optional.of(SqlTrouble.own("This cannot be told to be one statement.", "On a read-only stack statements run one by one: end each with a semicolon of its own."))
                : Optional.empty();
    }

    private List<Result> execute(SqlStatement sql, int limit, boolean own, List<Message> messages) throws SQLException {
        List<Result> results = new ArrayList<>();
        Statement statement = connection.driver().createStatement();
        try {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(connection.driver().getAutoCommit() ? 0 : ResultCursor.FIRST_FETCH);
            boolean rows = statement.execute(sql.text());
            while (rows || statement.getLargeUpdateCount() != -1) {
                results.add(rows ? rows(sql, statement, limit, own) : new StatementReport.Changed(statement.getLargeUpdateCount()));
                if (open.isPresent()) {
                    break;
                }
                rows = statement.getMoreResults();
            }
            return results;
        } finally {
            ConsoleConnection.collect(statement, messages);
            if (open.isEmpty()) {
                statement.close();
            }
        }
    }

    private Result rows(SqlStatement sql, Statement statement, int limit, boolean own) throws SQLException {
        ResultCursor cursor = new ResultCursor(statement.getResultSet());
        FirstRows read = new FirstRows(cursor, cursor.next(limit), cursor.hasMore());
        boolean keep = read.more() && !sql.writes();
        if (keep) {
            open = Optional.of(new OpenRows(sql, statement, cursor, own));
        }
        return read.result(keep);
    }

    private record FirstRows(ResultCursor cursor, List<List<ConsoleValue>> values, boolean more) {
        /** What makes rows by changing others has done so at the first; the rest is only counted, so that it can end. */
        StatementReport.Rows result(boolean keep) throws SQLException {
            return new StatementReport.Rows(cursor.columns(), values, keep, more && !keep ? cursor.drain() : 0);
        }
    }

    private void endRows() throws SQLException {
        if (open.isPresent()) {
            OpenRows rows = open.get();
            open = Optional.empty();
            rows.cursor().close();
            rows.statement().close();
            if (rows.commits()) {
                connection.commit();
            }
        }
    }

    private StatementReport report(SqlStatement statement, List<Result> results, List<Message> messages, long started, Optional<SqlTrouble> trouble) {
        connection.notifications(messages);
        return new StatementReport(statement, results, messages, Duration.ofNanos(System.nanoTime() - started), trouble);
    }

    private SqlTrouble trouble(SQLException e, String sent, int before) {
        SqlTrouble trouble = SqlTrouble.of(e, sent, before);
        if (trouble.cancelled()) {
            running.wasCancelled();
        }
        return trouble;
    }

    private void readSearchPath() throws SQLException {
        searchPath = connection.setting("search_path").orElse(searchPath);
    }

    /** Looks names without a schema up in other schemas from now on; written as after {@code SET search_path TO}. */
    public StatementReport setSearchPath(String path) {
        return run(SqlScript.of("select set_config('search_path', " + Sql.text(path) + ", false)").statements().getFirst(), 1);
    }

    /** Where names without a schema are looked up, as of the last statement. */
    public String searchPath() {
        return searchPath;
    }

    public String database() {
        return database;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    /** Whether a backslash escapes in plain {@code '..'} too (standard_conforming_strings off). */
    public boolean escapesInPlainStrings() {
        return !connection.driver().getStandardConformingStrings();
    }

    /** The person's transaction; not the one that is kept open for rows that wait. */
    public Transaction transaction() {
        return open.isPresent() && open.get().commits() ? Transaction.NONE : connection.transaction();
    }

    /** Whether the connection was closed, from whichever side, as far as is known without asking. */
    public boolean isClosed() {
        return connection.isClosed();
    }

    /** The number of the server process, as {@code pg_stat_activity} lists it. */
    public int serverProcess() {
        return serverProcess;
    }

    /** Asks the server to stop the statement that runs, waits a few seconds for its end, and tells what came of it. From any thread. */
    public StopReport stop() {
        return running.stop(connection.driver(), PATIENCE_MILLIS, this::isActive);
    }

    /** Whether another session sees this one at work. @throws Failure when it cannot be asked */
    private boolean isActive() {
        try (Session other = server.session()) {
            return other.is("select state = 'active' from pg_stat_activity where pid = ?", serverProcess);
        }
    }

    /** Breaks the connection: a statement that runs ends here at once; at the server it ends when it notices. From any thread. */
    public void abandon() {
        connection.drop();
    }

    /** Closes the connection; an open transaction is rolled back by the server. */
    @Override
    public void close() {
        connection.close();
    }
}
