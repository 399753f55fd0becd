package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Codecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A query without a connection: what is read from and what was told, and the statements that come of it. Immutable. */
public record Select<T>(Source<T> source, Spec spec) implements Subquery<T> {
    @Override
    public Select<T> asked() {
        return this;
    }

    /** The rows. */
    public Sql rows(Codecs codecs) {
        SqlWriter out = new SqlWriter(codecs);
        if (source instanceof Projection<T> projection && projection.fits(spec)) {
            projection.direct(out, spec);
            return out.sql();
        }
        Placed placed = source.alone(out);
        write(out, placed, placed.columns(), List.of());
        return out.sql();
    }

    /** Whether there is any row. */
    public Sql exists(Codecs codecs) {
        SqlWriter out = new SqlWriter(codecs);
        with(out);
        Placed placed = source.alone(out);
        body(out.raw("select 1"), placed, filters(placed));
        span(out);
        return out.raw(spec.limit() < 0 ? " limit 1" : "").sql();
    }

    /** How many rows there are. */
    public Sql count(Codecs codecs) {
        SqlWriter out = new SqlWriter(codecs);
        with(out);
        Placed placed = source.alone(out);
        if (spec.limit() < 0 && spec.offset() < 0 && spec.distinct().isEmpty()) {
            body(out.raw("select count(*)"), placed, filters(placed));
            return out.sql();
        }
        distinct(out.raw("select count(*) from (select "), placed).raw(spec.distinct().isEmpty() ? "1" : placed.columns());
        body(out, placed, filters(placed));
        span(out);
        return out.raw(") as counted").sql();
    }

    /**
     * A page of {@code size} rows and one more, which tells whether there are others.
     * @param sorted whether the server is told the order; otherwise it is the one it reads in
     */
    public Sql page(Codecs codecs, int size, Optional<Cursor> from, boolean backwards, boolean sorted) {
        SqlWriter out = new SqlWriter(codecs);
        // Placed before anything is written, so that it has the names that keyset(..) knows.
        Placed placed = source.alone(out);
        with(out);
        Keyset<T> keyset = new Keyset<>(source, placed, spec.order());
        List<Placed.Filter> filters = filters(placed);
        body(out.raw("select ").raw(placed.columns()), placed, filters);
        from.ifPresent(cursor -> keyset.write(out.raw(filters.isEmpty() ? " where " : " and "), cursor, backwards));
        order(out, placed.fromInside(), sorted ? keyset.order(backwards) : List.of());
        return lock(out.raw(" limit ").raw(Long.toString(size + 1L)), placed).sql();
    }

    /** What pages of it go by. */
    public Keyset<T> keyset(Codecs codecs) {
        return new Keyset<>(source, source.alone(new SqlWriter(codecs)), spec.order());
    }

    /** Writes into the rows; of a join, into those on the left. @param returning whether they are given back */
    public Sql update(Codecs codecs, List<? extends Assignment<?>> assignments, boolean returning) {
        SqlWriter out = new SqlWriter(codecs);
        with(out);
        Placed placed = source.alone(out);
        out.raw("update ").raw(placed.updated()).raw(" set ");
        List<Assignment<?>> each = assignments.stream().flatMap(a -> Whole.assigned(placed, a).stream()).toList();
        String between = "";
        for (Assignment<?> assignment : each) {
            BoundColumn column = source.column(assignment.column());
            out.raw(between).raw(column.sql()).raw(" = ");
            out.raw(assignment.kind() == Assignment.Kind.ADD ? placed.column(assignment.column()).sql() + " + " : "");
            if (assignment.value() instanceof Expr computed) {
                out.expr(placed, computed);
            } else {
                out.bind(column.codec(), source.written(assignment.column(), assignment.value()));
            }
            between = ", ";
        }
        String qualifier = placed instanceof PlacedJoin(_, PlacedTable(_, var name, _), _, _, _) ? name : "";
        for (String always : source.alwaysSet(each.stream().<ColumnRef>map(Assignment::column).toList(), qualifier)) {
            out.raw(between).raw(always);
            between = ", ";
        }
        List<Placed.Filter> filters = new ArrayList<>(placed instanceof PlacedJoin join ? join.updatedFrom(out) : List.of());
        filters.addAll(filters(placed));
        where(out, filters);
        return out.raw(returning ? " returning " + placed.columns() : "").sql();
    }

    /** Deletes the rows, softly where the source says so. @param returning whether they are given back */
    public Sql delete(Codecs codecs, boolean returning) {
        SqlWriter out = new SqlWriter(codecs);
        with(out);
        if (source.deletedAt().isPresent()) {
            out.raw("update ").raw(source.table()).raw(" set ")
                    .raw(source.column(source.deletedAt().get()).sql()).raw(" = CURRENT_TIMESTAMP");
        } else {
            out.raw("delete from ").raw(source.table());
        }
        return written(out, source.alone(out), returning);
    }

    /** Takes the rows away, also where others are deleted softly. */
    public Sql purge(Codecs codecs) {
        SqlWriter out = new SqlWriter(codecs);
        with(out);
        return written(out.raw("delete from ").raw(source.table()), source.alone(out), false);
    }

    /** Writes a query for where the rows lie: the table's oid and the place as text. */
    public void places(SqlWriter out) {
        with(out);
        Placed placed = source.alone(out);
        body(out.raw("select tableoid, ctid::text"), placed, filters(placed));
    }

    /** Takes back soft deletions. @throws IllegalStateException when rows are not deleted softly */
    public Sql restore(Codecs codecs) {
        String deletedAt = source.column(source.deletedAt().orElseThrow(() -> new IllegalStateException(
                source.table() + " has no @SoftDelete, so nothing can be restored"))).sql();
        SqlWriter out = new SqlWriter(codecs);
        with(out);
        return written(out.raw("update ").raw(source.table()).raw(" set ").raw(deletedAt).raw(" = null"), source.alone(out), false);
    }

    private Sql written(SqlWriter out, Placed placed, boolean returning) {
        where(out, filters(placed));
        return out.raw(returning ? " returning " + source.columns() : "").sql();
    }

    /** Writes the whole statement. @param selected what it selects @param more conditions besides its own */
    void write(SqlWriter out, Placed placed, String selected, List<Placed.Filter> more) {
        with(out);
        distinct(out.raw("select "), placed).raw(selected);
        rest(out, placed, more);
    }

    /** Writes all that follows what is selected. */
    void rest(SqlWriter out, Placed placed, List<Placed.Filter> more) {
        List<Placed.Filter> filters = new ArrayList<>(more);
        filters.addAll(filters(placed));
        body(out, placed, filters);
        order(out, placed.fromInside(), spec.order());
        span(out);
        lock(out, placed);
    }

    /** The conditions: of joined queries, its own, and the one that hides deleted rows. No "or" of one reaches another. */
    List<Placed.Filter> filters(Placed placed) {
        if (spec.where().isEmpty() && source.deletedAt().isEmpty()) {
            return placed.filters();
        }
        List<Placed.Filter> filters = new ArrayList<>(placed.filters());
        spec.where().forEach(condition -> filters.add(new Placed.Filter(placed, condition)));
        if (spec.deleted() != Spec.Deleted.SHOWN) {
            source.deletedAt().ifPresent(column -> filters.add(
                    new Placed.Filter(placed, new Cond.IsNull<>(column, spec.deleted() == Spec.Deleted.ONLY))));
        }
        return filters;
    }

    /** Whether a join can take its table instead of itself. A full join can say its conditions nowhere else. */
    boolean fitsAsTable(JoinSource.Kind kind, Placed placed) {
        return spec.onlyConditions() && (kind != JoinSource.Kind.FULL || filters(placed).isEmpty());
    }

    private void body(SqlWriter out, Placed placed, List<Placed.Filter> filters) {
        placed.from(out.raw(" from "));
        where(out, filters);
    }

    static void where(SqlWriter out, List<Placed.Filter> filters) {
        if (!filters.isEmpty()) {
            out.raw(" where ").filters(filters);
        }
    }

    void with(SqlWriter out) {
        boolean recursive = spec.with().stream().anyMatch(Spec.Cte::recursive);
        String start = recursive ? "with recursive " : "with ";
        for (Spec.Cte cte : spec.with()) {
            out.raw(start).raw(Names.quoted(cte.name())).raw(" as (");
            cte.query().ifPresentOrElse(query -> out.subquery(query), () -> cte.text().write(out, source, cte.values()));
            out.raw(")");
            start = ", ";
        }
        out.raw(spec.with().isEmpty() ? "" : " ");
    }

    SqlWriter distinct(SqlWriter out, Placed placed) {
        if (spec.distinct().isEmpty()) {
            return out;
        }
        List<Expr> on = spec.distinct().get().on();
        return on.isEmpty() ? out.raw("distinct ") : out.raw("distinct on (").exprs(placed.fromInside(), on).raw(") ");
    }

    /** In a scope that qualifies: a bare name would mean the result's column, which may be a cast ("id"::text sorts 10 before 9). */
    void order(SqlWriter out, Scope scope, List<? extends Sort<?>> order) {
        for (int i = 0; i < order.size(); i++) {
            Sort<?> sort = order.get(i);
            out.raw(i == 0 ? " order by " : ", ").expr(scope, sort.column()).raw(sort.descending() ? " desc" : "");
            if (sort.descending() != sort.nullsFirst()) {
                out.raw(sort.nullsFirst() ? " nulls first" : " nulls last");
            }
        }
    }

    void span(SqlWriter out) {
        out.raw(spec.limit() < 0 ? "" : " limit " + spec.limit());
        out.raw(spec.offset() < 0 ? "" : " offset " + spec.offset());
    }

    SqlWriter lock(SqlWriter out, Placed placed) {
        return spec.lock().isEmpty() ? out : out.raw(spec.lock().get().sql(String.join(", ", placed.lockable())));
    }
}
