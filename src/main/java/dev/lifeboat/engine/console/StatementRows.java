package dev.lifeboat.engine.console;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.postgresql.core.BaseConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All rows of a query that a person wrote, whole, on a connection of their own and in a read-only transaction: what a
 * console's session holds, such as temporary tables, is not there.
 */
public record StatementRows(Server server, String database, String searchPath, SqlStatement statement) {
    private static final Logger LOG = LoggerFactory.getLogger(StatementRows.class);
    private static final int MOST = 500;
    private static final int FETCHED_CHARACTERS = 4 << 20;

    /**
     * Runs it; memory holds a few rows. Blocks.
     *
     * @param begin is given the columns, and takes the rows: values in PostgreSQL's text form, null for NULL
     * @throws Failure.BadInput  when it is no query
     * @throws Failure.Cancelled when it was asked to stop
     */
    public void each(Cancellation cancellation, Function<List<CatalogColumn>, Consumer<List<String>>> begin) {
        if (statement.isPsql() || statement.writes() || !statement.streams()) {
            throw notReading();
        }
        cancellation.check();
        try (Connection opened = server.connect(database, Map.of("ApplicationName", "Lifeboat export", "prepareThreshold", "0",
                "options", "-c default_transaction_read_only=on -c bytea_output=hex"))) {
            ConsoleConnection connection = new ConsoleConnection(opened.unwrap(BaseConnection.class), true);
            if (connection.pieces(statement.text()) != 1) {
                throw notReading();
            }
            // As in the console: times in the zone of this computer, names where the person looks them up.
            connection.control("reset time zone");
            if (!searchPath.isBlank()) connection.control("select set_config('search_path', " + Sql.text(searchPath) + ", false)");
            connection.enter(statement);
            read(connection, cancellation, begin);
        } catch (SQLException e) {
            cancellation.check();
            throw new Failure.DatabaseError(e.getSQLState() == null ? "" : e.getSQLState(),
                    "The server refused: " + SqlTrouble.of(e, statement.text(), 0).message(), e);
        }
    }

    private void read(ConsoleConnection connection, Cancellation cancellation, Function<List<CatalogColumn>, Consumer<List<String>>> begin) throws SQLException {
        try (Statement running = connection.driver().createStatement(); var _ = cancellation.onCancel(() -> stop(running))) {
            running.setEscapeProcessing(false);
            running.setFetchSize(ResultCursor.FIRST_FETCH);
            try (ResultSet result = running.executeQuery(statement.text())) {
                List<CatalogColumn> columns = ResultCursor.columns(result.getMetaData());
                Consumer<List<String>> rows = begin.apply(columns);
                int largest = 1;
                while (result.next()) {
                    cancellation.check();
                    List<String> row = new ArrayList<>(columns.size());
                    int size = 1;
                    for (int i = 1; i <= columns.size(); i++) {
                        String text = result.getString(i);
                        row.add(text);
                        size += text == null ? 1 : text.length();
                    }
                    largest = Math.max(largest, size);
                    result.setFetchSize(Math.clamp(FETCHED_CHARACTERS / largest, 1, MOST));
                    rows.accept(row);
                }
            }
        }
    }

    private static void stop(Statement running) {
        try {
            running.cancel();
        } catch (SQLException e) {
            LOG.debug("The server could not be asked to stop a statement", e);
        }
    }

    private static Failure notReading() {
        return new Failure.BadInput("Only one query that changes nothing can be exported.", "It is run again for the export, in a read-only transaction.");
    }
}
