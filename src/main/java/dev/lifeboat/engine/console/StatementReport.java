package dev.lifeboat.engine.console;

import dev.lifeboat.engine.postgres.CatalogColumn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a statement.
 *
 * @param statement what was run
 * @param results   usually one; none when it failed
 * @param messages  what the server said meanwhile, in its order
 * @param took      from sending it until the last row that was asked for had arrived
 * @param trouble   why it failed
 */
public record StatementReport(SqlStatement statement, List<Result> results, List<Message> messages, Duration took, Optional<SqlTrouble> trouble) {
    public StatementReport {
        results = List.copyOf(results);
        messages = List.copyOf(messages);
    }

    /** One result. */
    public sealed interface Result {}

    /**
     * Rows.
     *
     * @param rows the first ones
     * @param more whether there are others, see {@link ConsoleSession#more}
     * @param left how many others there were that cannot be read any more, because the statement that made them had to end
     */
    public record Rows(List<CatalogColumn> columns, List<List<ConsoleValue>> rows, boolean more, long left) implements Result {
        public Rows {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** No rows: how many were changed; 0 also for what changes none. */
    public record Changed(long rows) implements Result {}

    /**
     * Something the server said on the way.
     *
     * @param severity such as NOTICE or WARNING; NOTIFY for what another session sent
     */
    public record Message(String severity, String text, Optional<String> detail, Optional<String> hint) {}
}
