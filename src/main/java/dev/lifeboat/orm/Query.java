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
import dev.lifeboat.orm.relation.Many;
import dev.lifeboat.orm.relation.Relation;
import dev.lifeboat.orm.relation.With;
import dev.lifeboat.orm.relation.With2;
import dev.lifeboat.orm.relation.With3;
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
        return with(spec.scoped(Spec.Deleted.SHOWN));
    }

    /** Softly deleted rows and no others. @throws IllegalStateException when rows are not deleted softly */
    public final Query<T> onlyDeleted() {
        if (source.deletedAt().isEmpty()) {
            throw new IllegalStateException(source.table() + " has no @SoftDelete, so it has no deleted rows");
        }
        return with(spec.scoped(Spec.Deleted.ONLY));
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
        return Collections.unmodifiableList(fetch(statements().select()));
    }

    private List<T> fetch(Sql sql) {
        return source instanceof Together<?, T> together ? together.fetch(session, sql, spec.limits())
                : session.list(sql, spec.limits(), source::read);
    }

    /**
     * Each row with what belongs to it, read by one more statement for each level. Conditions and orders are said before,
     * because they are about the row alone; then come limits and pages. The statements do not see one moment unless they
     * run in a transaction of that isolation. Not for {@link #stream}.
     *
     * @throws IllegalStateException when this is no query for entities
     */
    public final <X> Query<With<T, X>> with(Relation<T, X> relation) {
        return together(Together.of(source, relation));
    }

    /** Each row with what belongs to it by two relations. */
    public final <A, B> Query<With2<T, A, B>> with(Relation<T, A> first, Relation<T, B> second) {
        return together(Together.of(source, first, second));
    }

    /** Each row with what belongs to it by three relations. */
    public final <A, B, C> Query<With3<T, A, B, C>> with(Relation<T, A> first, Relation<T, B> second, Relation<T, C> third) {
        return together(Together.of(source, first, second, third));
    }

    /** Each row with the number of rows that belong to it. */
    public final Query<With<T, Long>> withCount(Many<T, ?> relation) {
        return with(relation.count());
    }

    @SuppressWarnings("unchecked") // what was said about the rows goes by columns and holds for what they become
    private <R> Query<R> together(Together<T, R> rows) {
        return new Query<>(session, rows, (Spec<R>) spec);
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
                : fetch(statements().page(keyset, size, from, backwards, true));
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

    /**
     * Takes all rows of the query away for good, also where rows are deleted softly: then say {@link #onlyDeleted} or
     * {@link #withDeleted} before, because deleted rows are hidden from this as well.
     *
     * @return how many rows
     * @throws IllegalStateException without a condition, unless {@link #all} was said; with a limit, an offset or an order
     */
    public final int purge() {
        guard("purge");
        return session.update(statements().purge(), spec.limits());
    }

    /**
     * Takes back the soft deletion of all rows of the query.
     *
     * @return how many rows were deleted before
     * @throws IllegalStateException when rows are not deleted softly; without a condition, unless {@link #all} was said
     */
    public final int restore() {
        guard("restore");
        return session.update(with(spec.scoped(Spec.Deleted.ONLY)).statements().restore(), spec.limits());
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
