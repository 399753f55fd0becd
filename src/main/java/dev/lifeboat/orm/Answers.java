package dev.lifeboat.orm;

import dev.lifeboat.orm.error.NotOneRow;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Keyset;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.query.Select;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.Spec;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.query.Subquery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a query can be asked for. Every call sends a statement, and throws a
 * {@link dev.lifeboat.orm.error.DatabaseException} when the server or the connection fails.
 *
 * @param <T> what a row becomes
 */
public abstract sealed class Answers<T> implements Subquery<T> permits Query {
    private static final int TID_RANGES_SINCE = 14;
    /**
     * PostgreSQL manual, chapter "Server Configuration": otherwise a scan may begin where another one is, go on in several
     * places at once, or follow an index that a policy of the table's row security asks for.
     */
    private static final Sql SCAN_IN_ORDER = Sql.of("""
            select set_config('synchronize_seqscans', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
                   set_config('enable_indexscan', 'off', true), set_config('enable_bitmapscan', 'off', true)""");

    private final Session session;
    private final Select<T> select;
    private final Limits limits;

    Answers(Session session, Select<T> select, Limits limits) {
        this.session = session;
        this.select = select;
        this.limits = limits;
    }

    final Session session() {
        return session;
    }

    final Select<T> select() {
        return select;
    }

    final Limits limits() {
        return limits;
    }

    final Source<T> source() {
        return select.source();
    }

    private Spec spec() {
        return select.spec();
    }

    @Override
    public final Select<T> asked() {
        return select;
    }

    /** Runs a statement that selects what the source reads. Every row that is answered comes through here or {@link #stream}. */
    private List<T> rows(Sql statement) {
        return source() instanceof Together<?, T> together ? together.fetch(session, statement, limits)
                : session.list(statement, limits, source().reader(0));
    }

    private List<T> rows(Select<T> asked) {
        return rows(asked.rows(session.codecs()));
    }

    /** The rows. */
    public final List<T> list() {
        return Collections.unmodifiableList(rows(select));
    }

    /** The first row; empty when there is none. */
    public final Optional<T> first() {
        long limit = spec().limit() < 0 ? 1 : Math.min(1, spec().limit());
        return rows(new Select<>(source(), spec().limit(limit))).stream().findFirst();
    }

    /** The only row. @throws NotOneRow when there is none, or more than one */
    public final T one() {
        long limit = spec().limit() < 0 ? 2 : Math.min(2, spec().limit());
        List<T> rows = rows(new Select<>(source(), spec().limit(limit)));
        if (rows.size() != 1) {
            throw new NotOneRow((rows.isEmpty() ? "no row" : "more than one row") + " of " + source().table() + " fits");
        }
        return rows.getFirst();
    }

    /** How many rows there are. Reads them all: see {@link Rows#estimatedCount} for large tables. */
    public final long count() {
        return session.list(select.count(session.codecs()), limits, row -> row.getLong(1)).getFirst();
    }

    /** Whether there is any row. Stops at the first. */
    public final boolean exists() {
        return !session.list(select.exists(session.codecs()), limits, row -> row.getInt(1)).isEmpty();
    }

    /** The first page. */
    public final Page<T> page(int size) {
        return page(size, Optional.empty(), false);
    }

    /**
     * The page after a cursor: found by the values of the row before it, whatever was inserted or deleted meanwhile, and as
     * quickly at the end of the table as at its beginning. The primary key is added to the order; what has no key is paged by
     * counting.
     *
     * @throws IllegalArgumentException when the cursor comes from another order, the query has a limit or an offset, or it is
     *                                  ordered by more than columns
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
        if (size < 1 || spec().limit() >= 0 || spec().offset() >= 0) {
            throw new IllegalArgumentException("a page has at least one row, and its query neither limit nor offset");
        }
        if (source().key().isEmpty() || spec().distinct().isPresent()) {
            return new OffsetPages<>(this).page(size, from, backwards);
        }
        Keyset<T> keyset = select.keyset(session.codecs());
        List<T> found = readsInPlace(backwards) ? inPlace(size, from)
                : rows(select.page(session.codecs(), size, from, backwards, true));
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

    /** Some rows, for pages by counting. */
    final List<T> span(long offset, long limit) {
        return rows(new Select<>(source(), spec().offset(offset).limit(limit)));
    }

    /** Whether the wanted order is the one that a scan of the whole table has anyway. A condition may bring an index into play. */
    private boolean readsInPlace(boolean backwards) {
        return !backwards && source() instanceof DynamicTable table && table.byPlace() && spec().equals(Spec.EMPTY)
                && !session.isInTransaction();
    }

    /** A scan of one process that begins at the beginning, or after a place, needs not read on to the end of the table and sort it. */
    private List<T> inPlace(int size, Optional<Cursor> from) {
        return session.tx(TxOptions.DEFAULT.reading(), () -> {
            boolean scans = session.onConnection(connection -> connection.getMetaData().getDatabaseMajorVersion() >= TID_RANGES_SINCE);
            if (scans) {
                session.list(SCAN_IN_ORDER, limits, row -> row.getString(1));
            }
            return rows(select.page(session.codecs(), size, from, false, !scans));
        });
    }

    /**
     * The rows one after the other, in a read-only transaction of their own, which sees what was committed before the first
     * was read. Memory does not grow with their number. Must be closed.
     */
    public final Stream<T> stream() {
        return RowStream.open(session, source().reader(0), select.rows(session.codecs()), limits);
    }

    /** Gives each row to the action, one after the other as {@link #stream} does, and ends what it began whatever happens. */
    public final void each(Consumer<? super T> action) {
        try (Stream<T> rows = stream()) {
            rows.forEach(action);
        }
    }

    /**
     * As {@link #each}, for rows that may be large: the first few tell how many the driver is to hold at a time.
     *
     * @param size about how many characters a row has
     */
    public final void each(ToLongFunction<? super T> size, Consumer<? super T> action) {
        try (Stream<T> rows = RowStream.open(session, source().reader(0), select.rows(session.codecs()), limits, size)) {
            rows.forEach(action);
        }
    }

    /** The statement that {@link #list} sends, with {@code ?} for values. */
    public final String sql() {
        return select.rows(session.codecs()).text();
    }
}
