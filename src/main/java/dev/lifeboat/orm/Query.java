package dev.lifeboat.orm;

import dev.lifeboat.orm.error.NotOneRow;
import dev.lifeboat.orm.query.Assignment;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Keyset;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.query.Sort;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rows that are asked for. An immutable value: every call that says more returns a new query; nothing is sent before a
 * call that gives a result. Thread-safe. Every such call throws a
 * {@link dev.lifeboat.orm.error.DatabaseException} when the server or the connection fails.
 *
 * @param <T> what a row becomes
 */
public sealed class Query<T> permits Repo, Rows {
    private static final int TID_RANGES_SINCE = 14;
    /**
     * PostgreSQL manual, chapter "Server Configuration": otherwise a scan may begin where another one is, go on in several
     * places at once, or follow an index that a policy of the table's row security asks for.
     */
    private static final Sql SCAN_IN_ORDER = Sql.of("""
            select set_config('synchronize_seqscans', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
                   set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'off', true)""");

    private final Session session;
    private final Source<T> source;
    private final Spec<T> spec;

    Query(Session session, Source<T> source, Spec<T> spec) {
        this.session = session;
        this.source = source;
        this.spec = spec;
    }

    final Session session() {
        return session;
    }

    private Query<T> with(Spec<T> more) {
        return new Query<>(session, source, more);
    }

    /** Rows that also meet the condition. */
    public final Query<T> where(Cond<? super T> condition) {
        return with(spec.with(condition));
    }

    /** The order, in place of one given before. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Query<T> orderBy(Sort<T>... order) {
        return with(spec.ordered(List.of(order)));
    }

    /** The order, in place of one given before. */
    public final Query<T> orderBy(List<Sort<T>> order) {
        return with(spec.ordered(order));
    }

    /** At most so many rows. */
    public final Query<T> limit(long rows) {
        return with(spec.limited(rows));
    }

    /** Without the first rows. The server reads them all the same; {@link #page} does not. */
    public final Query<T> offset(long rows) {
        return with(spec.skipping(rows));
    }

    /** Softly deleted rows too. */
    public final Query<T> withDeleted() {
        return with(spec.showingDeleted());
    }

    /** Locks the rows until the transaction ends. */
    public final Query<T> forUpdate() {
        return with(spec.locking());
    }

    /** Says that an update or delete without a condition is meant. */
    public final Query<T> all() {
        return with(spec.everything());
    }

    /** Each statement fails with StatementCancelled after this time, which is rounded up to whole seconds. */
    public final Query<T> timeLimit(Duration limit) {
        return with(spec.within(spec.limits().within(limit)));
    }

    /** Each statement fails with StatementCancelled when the signal is given. */
    public final Query<T> stoppedBy(StopSignal signal) {
        return with(spec.within(spec.limits().stoppedBy(signal)));
    }

    /** The rows. */
    public final List<T> list() {
        return Collections.unmodifiableList(session.list(statements().select(), spec.limits(), source::read));
    }

    /** The first row; empty when there is none. */
    public final Optional<T> first() {
        return limit(spec.limit() < 0 ? 1 : Math.min(1, spec.limit())).list().stream().findFirst();
    }

    /** The only row. @throws NotOneRow when there is none, or more than one */
    public final T one() {
        List<T> rows = limit(2).list();
        if (rows.size() != 1) {
            throw new NotOneRow((rows.isEmpty() ? "no row" : "more than one row") + " of " + source.table() + " fits");
        }
        return rows.getFirst();
    }

    /** How many rows there are. Reads them all: see {@link Rows#estimatedCount} for large tables. */
    public final long count() {
        return session.list(statements().count(), spec.limits(), row -> row.getLong(1)).getFirst();
    }

    /** Whether there is any row. Stops at the first. */
    public final boolean exists() {
        return !session.list(statements().exists(), spec.limits(), row -> row.getInt(1)).isEmpty();
    }

    /** The first page. */
    public final Page<T> page(int size) {
        return page(size, Optional.empty(), false);
    }

    /**
     * The page after a cursor: found by the values of the row before it, whatever was inserted or deleted meanwhile, and as
     * quickly at the end of the table as at its beginning. The primary key is added to the order.
     *
     * @throws IllegalArgumentException when the cursor comes from another order, or the query has a limit or an offset
     */
    public final Page<T> page(int size, Cursor after) {
        return page(size, Optional.of(after), false);
    }

    /** The page before a cursor, in the same order as all pages. */
    public final Page<T> pageBefore(int size, Cursor before) {
        return page(size, Optional.of(before), true);
    }

    /** The last page. */
    public final Page<T> lastPage(int size) {
        return page(size, Optional.empty(), true);
    }

    private Page<T> page(int size, Optional<Cursor> from, boolean backwards) {
        if (size < 1 || spec.limit() >= 0 || spec.offset() >= 0) {
            throw new IllegalArgumentException("a page has at least one row, and its query neither limit nor offset");
        }
        if (source.key().isEmpty()) {
            return new OffsetPages<>(this).page(size, from, backwards);
        }
        Keyset<T> keyset = new Keyset<>(source, spec.order());
        List<T> found = readsInPlace(backwards) ? inPlace(keyset, size, from)
                : session.list(statements().page(keyset, size, from, backwards, true), spec.limits(), source::read);
        boolean more = found.size() > size;
        List<T> rows = new ArrayList<>(more ? found.subList(0, size) : found);
        if (backwards) {
            Collections.reverse(rows);
        }
        if (rows.isEmpty()) {
            return new Page<>(rows, backwards ? Optional.empty() : from, backwards ? from : Optional.empty());
        }
        boolean before = backwards ? more : from.isPresent();
        boolean after = backwards ? from.isPresent() : more;
        return new Page<>(rows, before ? Optional.of(keyset.at(rows.getFirst())) : Optional.empty(),
                after ? Optional.of(keyset.at(rows.getLast())) : Optional.empty());
    }

    /** Whether the wanted order is the one that a scan of the whole table has anyway. A condition may bring an index into play. */
    private boolean readsInPlace(boolean backwards) {
        return !backwards && source instanceof DynamicTable table && table.byPlace() && spec.order().isEmpty() && spec.where().isEmpty()
                && !spec.forUpdate() && !session.isInTransaction();
    }

    /** A scan of one process that begins at the beginning, or after a place, needs not read on to the end of the table and sort it. */
    private List<T> inPlace(Keyset<T> keyset, int size, Optional<Cursor> from) {
        return session.tx(TxOptions.DEFAULT.reading(), () -> {
            boolean scans = session.onConnection(connection -> connection.getMetaData().getDatabaseMajorVersion() >= TID_RANGES_SINCE);
            if (scans) {
                session.list(SCAN_IN_ORDER, spec.limits(), row -> row.getString(1));
            }
            return session.list(statements().page(keyset, size, from, false, !scans), spec.limits(), source::read);
        });
    }

    /**
     * The rows one after the other, in a read-only transaction of their own, which sees what was committed before the first
     * was read. Memory does not grow with their number. Must be closed.
     */
    public final Stream<T> stream() {
        return RowStream.open(session, source, statements().select(), spec.limits());
    }

    /**
     * Writes into all rows of the query; the version is counted up where there is one.
     *
     * @return how many rows
     * @throws IllegalStateException without a condition, unless {@link #all} was said; with a limit, an offset or an order
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final int update(Assignment<T>... assignments) {
        guard("update");
        if (assignments.length == 0) {
            throw new IllegalArgumentException("an update sets something");
        }
        return session.update(statements().update(List.of(assignments)), spec.limits());
    }

    /**
     * Deletes all rows of the query, softly where the entity says so.
     *
     * @return how many rows
     * @throws IllegalStateException without a condition, unless {@link #all} was said; with a limit, an offset or an order
     */
    public final int delete() {
        guard("delete");
        return session.update(statements().delete(), spec.limits());
    }

    private void guard(String what) {
        if (spec.where().isEmpty() && !spec.all()) {
            throw new IllegalStateException(what + " without a condition would change every row of " + source.table()
                    + "; say all() when that is meant");
        }
        if (spec.limit() >= 0 || spec.offset() >= 0 || !spec.order().isEmpty()) {
            throw new IllegalStateException(what + " knows no limit, offset or order");
        }
    }

    /** The statement that {@link #list} sends, with {@code ?} for values. */
    public final String sql() {
        return statements().select().text();
    }

    final QuerySql<T> statements() {
        return new QuerySql<>(source, spec, session.codecs());
    }
}
