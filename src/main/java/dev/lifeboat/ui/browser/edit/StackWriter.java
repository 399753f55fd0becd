package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.orm.Cascade;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.RowKey;
import dev.lifeboat.orm.error.ConnectionLost;
import dev.lifeboat.orm.error.DatabaseException;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.error.LoginRefused;
import dev.lifeboat.orm.error.NoSuchDatabase;
import dev.lifeboat.ui.browser.read.PageQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what was staged for one stack, on a small pool per database. All methods block and throw a {@link Failure}; thread-safe. */
public final class StackWriter implements AutoCloseable {
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(20);

    /** As many as a pool may hold. */
    private static final int CONNECTIONS = 4;

    /** SQLSTATE of a connection that could not be made. */
    private static final String NOT_MADE = "08001";

    private static final Logger LOG = LoggerFactory.getLogger(StackWriter.class);

    private final AuditLog audit;
    private final String stack;
    private final Function<String, Db> connect;
    private final Map<String, Db> pools = new ConcurrentHashMap<>();

    /**
     * @param stack   its name, for the audit log
     * @param connect makes the pool of a database, which writes unless the stack is read-only; this closes it
     */
    public StackWriter(AuditLog audit, String stack, Function<String, Db> connect) {
        this.audit = audit;
        this.stack = stack;
        this.connect = connect;
    }

    TableRights rights(String database, CatalogTable table) {
        return read(database, db -> TableRights.read(db, table));
    }

    /** What a row holds now, long values only as far as an editor can show them; empty when the row is gone. */
    Optional<Map<String, Original>> values(String database, CatalogTable table, List<String> key) {
        return read(database, db -> new RowValues(table, key).read(db));
    }

    /** What the server says against a text as a value of the column; empty when nothing. */
    Optional<String> wrong(String database, CatalogColumn column, String text) {
        return read(database, db -> ValueCheck.wrong(db, column, text));
    }

    /** For each text, what the server says against it; the texts that it takes are left out. */
    Map<String, String> wrong(String database, CatalogColumn column, List<String> texts) {
        return read(database, db -> ValueCheck.wrong(db, column, texts));
    }

    /** What else would go, or keep rows from being deleted. */
    List<Cascade.Effect> wouldGo(String database, CatalogTable table, List<List<String>> keys) {
        return read(database, db -> {
            var source = PageQuery.table(table, table.columns());
            var rows = keys.stream().map(key -> {
                Map<String, String> values = new HashMap<>();
                for (int i = 0; i < key.size(); i++) values.put(table.key().get(i), key.get(i));
                return new RowKey(source, values);
            }).toList();
            return db.timeLimit(REPORT_LIMIT).rows(source).cascade(rows).effects().stream().filter(effect -> !effect.constraints().isEmpty()).toList();
        });
    }

    /** All in one transaction, in their order; nothing stays unless all succeed. Nothing is sent that could not be audited. */
    synchronized Outcome apply(String database, Stage changes) {
        String what = changes.changes().size() + " changes in the database " + database + ": "
                + changes.changes().stream().map(staged -> staged.table().schema() + "." + staged.table().name()).distinct().collect(Collectors.joining(", "));
        audit.record("rows.apply", stack, "started", what);
        Outcome outcome = applied(database, changes);
        try {
            audit.record("rows.apply", stack, switch (outcome) {
                case Outcome.Applied _ -> "done";
                case Outcome.Unknown _ -> "warned";
                case Outcome.Refused _, Outcome.Lost _ -> "failed";
            }, what);
        } catch (Failure.StorageFailed e) {
            LOG.error("The end of a change of rows could not be audited", e);
        }
        return outcome;
    }

    private Outcome applied(String database, Stage changes) {
        try {
            return ask(database, db -> new Application(db, changes).run());
        } catch (Failure.ConnectionFailed e) {
            return new Outcome.Lost(e);
        }
    }

    /** Reading does no harm: where a connection that was there broke, it is done again on another. */
    private <T> T read(String database, Function<Db, T> question) {
        return ask(database, db -> {
            for (int left = CONNECTIONS; ; left--) {
                try {
                    return question.apply(db);
                } catch (ConnectionLost e) {
                    // Where none can be made at all, the pool has waited long enough.
                    if (left == 0 || e.sqlState().equals(NOT_MADE)) throw e;
                }
            }
        });
    }

    private <T> T ask(String database, Function<Db, T> question) {
        try {
            return question.apply(pools.computeIfAbsent(database, connect));
        } catch (DatabaseException e) {
            throw failure(e);
        }
    }

    static Failure failure(DatabaseException e) {
        return switch (e) {
            case ConnectionLost _, LoginRefused _, NoSuchDatabase _ -> new Failure.ConnectionFailed(Failure.Layer.SERVER,
                    "The server cannot be reached: " + e.getMessage(), e, "What was staged is kept: try again when the server answers.");
            case InvalidValue _ -> new Failure.BadInput(e.getMessage());
            default -> new Failure.DatabaseError(e.sqlState(), "The server refused: " + e.getMessage(), e);
        };
    }

    /** Waits for changes that are being applied. */
    @Override
    public synchronized void close() {
        pools.values().forEach(Db::close);
        pools.clear();
    }
}
