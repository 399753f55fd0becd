package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One connection, asked plain questions; refusals of the server are {@link Failure}s. Not thread-safe, except {@link #cancel}. */
public final class Session implements AutoCloseable {

    /** Makes something of the current row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private volatile Statement running;

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Every row of a query. @param parameters for its question marks, in order */
    public <T> List<T> list(String sql, Row<T> row, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            running = statement;
            List<T> result = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    result.add(row.read(rows));
                }
            }
            return result;
        } catch (SQLException e) {
            throw SqlFailures.refused(e);
        } finally {
            running = null;
        }
    }

    public <T> Optional<T> first(String sql, Row<T> row, Object... parameters) {
        return list(sql, row, parameters).stream().findFirst();
    }

    /** Whether a query whose first column is a boolean says true; false when it has no row. */
    public boolean is(String sql, Object... parameters) {
        return first(sql, row -> row.getBoolean(1), parameters).orElse(false);
    }

    /** Runs one or more statements as they are: names in them must be quoted already, see {@link Sql}. */
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            running = statement;
            statement.execute(sql);
        } catch (SQLException e) {
            throw SqlFailures.refused(e);
        } finally {
            running = null;
        }
    }

    /** Runs the statements in one transaction: all of them or none. */
    public void inTransaction(List<String> statements) {
        try {
            connection.setAutoCommit(false);
            try {
                statements.forEach(this::execute);
                connection.commit();
            } catch (RuntimeException | SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw SqlFailures.refused(e);
        }
    }

    /** Asks while names are looked up in these schemas only; the empty path has the server write every name with its schema. */
    public <T> T withSearchPath(String path, Supplier<T> question) {
        execute("set search_path to " + Sql.text(path));
        try {
            return question.get();
        } finally {
            execute("reset search_path");
        }
    }

    /** Asks the server to stop the running statement, if any; from any thread. */
    public void cancel() {
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw SqlFailures.refused(e);
            }
        }
    }

    /** What a refusal that came over {@link #connection()} means. */
    public static Failure failure(SQLException e) {
        return SqlFailures.refused(e);
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqlFailures.refused(e);
        }
    }
}
