package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogDatabase;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.engine.postgres.CatalogStructure;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.engine.postgres.CatalogTree;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.SqlComplaint;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.StopSignal;
import dev.lifeboat.orm.TxOptions;
import dev.lifeboat.orm.error.ConnectionLost;
import dev.lifeboat.orm.error.DatabaseException;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.error.LoginRefused;
import dev.lifeboat.orm.error.NoSuchDatabase;
import dev.lifeboat.orm.error.StatementCancelled;
import dev.lifeboat.orm.error.StatementRejected;
import dev.lifeboat.orm.error.UnknownName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads what the Browser shows of one stack: the catalogs through the engine, the rows through the ORM's tables known
 * at run time, on a small pool per database. Every statement has a time limit and can be stopped. All methods block and
 * throw a {@link Failure}; thread-safe.
 */
public final class StackReader implements AutoCloseable {
    private static final Duration CATALOG_LIMIT = Duration.ofSeconds(20);
    private static final Duration PAGE_LIMIT = Duration.ofSeconds(30);
    private static final Duration COUNT_LIMIT = Duration.ofMinutes(30);

    /** As many as a pool may hold. */
    private static final int CONNECTIONS = 4;

    private final Losses losses = new Losses();
    private final Server server;
    private final Function<String, Db> connect;
    private final CatalogSessions catalogs;
    private final Map<String, Db> pools = new ConcurrentHashMap<>();

    /** @param connect makes the pool of a database; this reader closes it */
    public StackReader(Server server, Function<String, Db> connect) {
        this.server = server;
        this.connect = connect;
        catalogs = new CatalogSessions(server, CATALOG_LIMIT, losses);
    }

    public List<CatalogDatabase> databases() {
        return catalogs.ask(server.address().maintenanceDatabase(), new Cancellation(), CatalogTree::databases);
    }

    /** What is in a database. @param relations by schema and name */
    public record Contents(List<String> schemas, List<CatalogRelation> relations) {}

    /** @param system whether the server's own schemas are wanted too */
    public Contents contents(String database, boolean system) {
        return catalogs.ask(database, new Cancellation(), session ->
                new Contents(CatalogTree.schemas(session, system), CatalogTree.relations(session, system)));
    }

    /** Sizes on disk in bytes, by oid. */
    public Map<Long, Long> sizes(String database, boolean system) {
        return catalogs.ask(database, new Cancellation(), session -> CatalogTree.sizes(session, system));
    }

    public CatalogTable table(RelationAt at, Cancellation cancellation) {
        return catalogs.ask(at.database(), cancellation, session -> CatalogTable.read(session, at.relation()));
    }

    public CatalogStructure structure(RelationAt at, Cancellation cancellation) {
        return catalogs.ask(at.database(), cancellation, session -> CatalogStructure.read(session, at.relation()));
    }

    /** The labels of an enum type in their order; none for other types. @param castType as a catalog column says it */
    public List<String> labels(String database, String castType) {
        return catalogs.ask(database, new Cancellation(), session -> CatalogTree.labels(session, castType));
    }

    /** Asks the catalogs of a database something of one's own. */
    public <T> T catalog(String database, Cancellation cancellation, Function<Session, T> question) {
        return catalogs.ask(database, cancellation, question);
    }

    /** One statement for the page; no count, and no offset where rows have a key. Long values come cut. */
    public Answer page(PageRequest request, Position position, Cancellation cancellation) {
        var check = new FilterCheck(request);
        var early = check.beforeAsking();
        if (early.isPresent()) return new Answer.Refused(early.get());
        return query(request.database(), cancellation, PAGE_LIMIT, (db, stop) -> {
            try {
                return PageQuery.of(request).page(db, position, PAGE_LIMIT, stop);
            } catch (InvalidValue | StatementRejected | UnknownName e) {
                return new Answer.Refused(check.afterRefusal(db, PAGE_LIMIT,
                        text -> catalogs.ask(request.database(), cancellation, session -> SqlComplaint.about(session, request.table(), text))).orElseThrow(() -> e));
            }
        });
    }

    /** How many rows there are behind the filter. */
    public long count(PageRequest request, Cancellation cancellation) {
        return query(request.database(), cancellation, COUNT_LIMIT, (db, stop) -> PageQuery.of(request).count(db, COUNT_LIMIT, stop));
    }

    /**
     * The values of some columns of some rows of a page, whole.
     *
     * @return for each row, in their order, its values; null for NULL
     * @throws Failure.NotFound when a row is gone, or, where rows have no key, another stands in its place
     */
    public List<List<String>> whole(WholeValues wanted, Cancellation cancellation) {
        return query(wanted.request().database(), cancellation, PAGE_LIMIT,
                (db, stop) -> wanted.read(db, PAGE_LIMIT, stop));
    }

    /**
     * Every row behind the filter in the order of the request, whole, one after the other: memory holds a few. There is no
     * time limit.
     *
     * @param columns the values that are wanted
     * @param row     is given each row's values on this thread, null for NULL
     * @throws Failure.Cancelled when it was asked to stop
     */
    public void each(PageRequest request, List<CatalogColumn> columns, Cancellation cancellation, Consumer<List<String>> row) {
        onceThrough(request.database(), cancellation, Duration.ZERO, (db, stop) -> {
            PageQuery.each(request, columns, db, stop, row);
            return null;
        });
    }

    /** What has begun to come is not asked for again. */
    private void onceThrough(String database, Cancellation cancellation, Duration limit, Reading<?> reading) {
        try {
            once(database, cancellation, limit, reading);
        } catch (Failure e) {
            cancellation.check();
            throw e;
        }
    }

    /** Asks a database something of one's own over the ORM, in one transaction that only reads. */
    public <T> T ask(String database, Cancellation cancellation, Function<Db, T> question) {
        return query(database, cancellation, PAGE_LIMIT, (db, stop) -> db.tx(TxOptions.DEFAULT.reading().within(PAGE_LIMIT).stoppedBy(stop), () -> question.apply(db)));
    }

    /** A value of a row, to be read piece by piece. Nothing is read yet. */
    public ValueSource value(ValueAt at) {
        return new StoredValue(this, at);
    }

    <T> T pieces(ValueAt at, Cancellation cancellation, Function<ValuePieces, T> read) {
        return query(at.request().database(), cancellation, PAGE_LIMIT, (db, stop) -> read.apply(new ValuePieces(at, db, PAGE_LIMIT, stop)));
    }

    void allPieces(ValueAt at, Cancellation cancellation, Consumer<byte[]> piece) {
        onceThrough(at.request().database(), cancellation, COUNT_LIMIT, (db, stop) -> {
            new ValuePieces(at, db, COUNT_LIMIT, stop).each(piece);
            return null;
        });
    }

    /** The zone that the server writes its log in, which is that of its machine unless it was told otherwise. */
    public String zone(String database, Cancellation cancellation) {
        return catalogs.ask(database, cancellation, CatalogTree::zone);
    }

    private interface Reading<T> {
        T read(Db db, StopSignal stop);
    }

    /** Reading does no harm: what a broken connection did not bring is read again, once the server answers. */
    private <T> T query(String database, Cancellation cancellation, Duration limit, Reading<T> reading) {
        return once(database, cancellation, limit, (db, stop) -> {
            for (int left = CONNECTIONS; ; left--) {
                try {
                    return reading.read(db, stop);
                } catch (ConnectionLost e) {
                    // The pool may hold others that broke as well.
                    if (left == 0 || cancellation.isCancelled()) throw e;
                    losses.lost();
                    server.session(database).close();
                }
            }
        });
    }

    private <T> T once(String database, Cancellation cancellation, Duration limit, Reading<T> reading) {
        cancellation.check();
        var stop = new StopSignal();
        boolean wasThere = pools.containsKey(database);
        try (var _ = cancellation.onCancel(stop::stop)) {
            T answer = reading.read(pools.computeIfAbsent(database, connect), stop);
            losses.answered();
            return answer;
        } catch (DatabaseException e) {
            if (wasThere && e instanceof ConnectionLost) losses.lost();
            throw failure(database, limit, e);
        }
    }

    /** @param told when the connection was found lost, once the server answers again; on the thread of the read that does so */
    public void onBack(Consumer<Instant> told) {
        losses.onBack(told);
    }

    private Failure failure(String database, Duration limit, DatabaseException e) {
        return switch (e) {
            case ConnectionLost _, LoginRefused _, NoSuchDatabase _ -> unreachable(database, e);
            case StatementCancelled _ when limit.isZero() -> new Failure.DatabaseError(e.sqlState(), "The server stopped the statement: " + e.getMessage(), e,
                    "Its statement_timeout may be too short for this.");
            case StatementCancelled _ -> new Failure.DatabaseError(e.sqlState(), "The server did not finish within " + limit.toSeconds() + " seconds.", e,
                    "Sort by an indexed column, or narrow the filter by one.");
            default -> new Failure.DatabaseError(e.sqlState(), "The server refused: " + e.getMessage(), e);
        };
    }

    /** Connecting once more, by hand, tells which layer fails; when it succeeds, the trouble is over. */
    private Failure unreachable(String database, DatabaseException e) {
        try {
            server.session(database).close();
        } catch (Failure precise) {
            return precise;
        }
        return new Failure.ConnectionFailed(Failure.Layer.SERVER, "The connection to the server broke.", e, "The server answers again: try again.");
    }

    /** Closes all connections; statements that still run fail. */
    @Override
    public void close() {
        catalogs.close();
        pools.values().forEach(Db::close);
        pools.clear();
    }
}
