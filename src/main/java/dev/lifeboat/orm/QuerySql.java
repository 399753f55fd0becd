package dev.lifeboat.orm;

import dev.lifeboat.orm.query.Assignment;
import dev.lifeboat.orm.query.BoundColumn;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Keyset;
import dev.lifeboat.orm.query.Sort;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.query.SqlWriter;
import dev.lifeboat.orm.type.Codecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a query's statements. */
record QuerySql<T>(Source<T> source, Spec<T> spec, Codecs codecs) {
    Sql select() {
        SqlWriter out = start("select " + source.columns());
        order(out, spec.order());
        rows(out);
        return locked(out).sql();
    }

    Sql exists() {
        SqlWriter out = start("select 1");
        rows(out);
        return out.raw(spec.limit() < 0 ? " limit 1" : "").sql();
    }

    Sql count() {
        if (spec.limit() < 0 && spec.offset() < 0) {
            return start("select count(*)").sql();
        }
        SqlWriter out = new SqlWriter(codecs).raw("select count(*) from (select 1 from ").raw(source.table());
        where(out);
        rows(out);
        return out.raw(") as counted").sql();
    }

    /**
     * A page of {@code size} rows and one more, which tells whether there are others.
     * @param sorted whether the server is told the order; otherwise it is the one it reads in
     */
    Sql page(Keyset<T> keyset, int size, Optional<Cursor> from, boolean backwards, boolean sorted) {
        SqlWriter out = new SqlWriter(codecs).raw("select " + source.columns()).raw(" from ").raw(source.table());
        boolean any = where(out);
        from.ifPresent(cursor -> keyset.write(out.raw(any ? " and " : " where "), cursor, backwards));
        order(out, sorted ? keyset.order(backwards) : List.of());
        return locked(out.raw(" limit ").raw(Long.toString(size + 1L))).sql();
    }

    Sql update(List<Assignment<T>> assignments) {
        SqlWriter out = new SqlWriter(codecs);
        set(out, assignments);
        where(out);
        return out.sql();
    }

    /** As {@link #update}, giving back the rows. */
    Sql updateReturning(List<Assignment<T>> assignments) {
        SqlWriter out = new SqlWriter(codecs);
        set(out, assignments);
        where(out);
        return out.raw(" returning ").raw(source.columns()).sql();
    }

    private void set(SqlWriter out, List<Assignment<T>> assignments) {
        out.raw("update ").raw(source.table()).raw(" set ");
        boolean first = true;
        for (Assignment<T> assignment : assignments) {
            BoundColumn column = source.column(assignment.column());
            out.raw(first ? "" : ", ").raw(column.sql()).raw(" = ");
            out.raw(assignment.kind() == Assignment.Kind.ADD ? column.sql() + " + " : "");
            out.bind(column.codec(), assignment.value());
            first = false;
        }
        for (String always : source.alwaysSet(assignments.stream().map(Assignment::column).toList())) {
            out.raw(first ? "" : ", ").raw(always);
            first = false;
        }
    }

    Sql delete() {
        SqlWriter out = new SqlWriter(codecs);
        if (source.deletedAt().isPresent()) {
            out.raw("update ").raw(source.table()).raw(" set ")
                    .raw(source.column(source.deletedAt().get()).sql()).raw(" = CURRENT_TIMESTAMP");
        } else {
            out.raw("delete from ").raw(source.table());
        }
        where(out);
        return out.sql();
    }

    /** Takes the rows away, also where others are deleted softly. */
    Sql purge() {
        SqlWriter out = new SqlWriter(codecs).raw("delete from ").raw(source.table());
        where(out);
        return out.sql();
    }

    /** Takes back soft deletions. */
    Sql restore() {
        String deletedAt = source.column(source.deletedAt().orElseThrow(() -> new IllegalStateException(
                source.table() + " has no @SoftDelete, so nothing can be restored"))).sql();
        SqlWriter out = new SqlWriter(codecs).raw("update ").raw(source.table()).raw(" set ").raw(deletedAt).raw(" = null");
        where(out);
        return out.sql();
    }

    private SqlWriter start(String what) {
        SqlWriter out = new SqlWriter(codecs).raw(what).raw(" from ").raw(source.table());
        where(out);
        return out;
    }

    /** The soft-delete filter stands at the root, beside all that was asked for: no "or" reaches around it. */
    private boolean where(SqlWriter out) {
        List<Cond<? super T>> conditions = new ArrayList<>(spec.where());
        if (spec.deleted() != Spec.Deleted.SHOWN) {
            source.deletedAt().ifPresent(
                    column -> conditions.add(new Cond.IsNull<T>(column, spec.deleted() == Spec.Deleted.ONLY)));
        }
        if (conditions.isEmpty()) {
            return false;
        }
        out.raw(" where ").condition(source, Cond.<T>all(conditions));
        return true;
    }

    private void order(SqlWriter out, List<Sort<T>> order) {
        for (int i = 0; i < order.size(); i++) {
            Sort<T> sort = order.get(i);
            // Qualified: a bare name would mean the result's column, which may be a cast ("id"::text sorts 10 before 9).
            out.raw(i == 0 ? " order by " : ", ").raw(source.table()).raw(".").raw(source.column(sort.column()).sql());
            out.raw(sort.descending() ? " desc" : "");
            if (sort.descending() != sort.nullsFirst()) {
                out.raw(sort.nullsFirst() ? " nulls first" : " nulls last");
            }
        }
    }

    private void rows(SqlWriter out) {
        out.raw(spec.limit() < 0 ? "" : " limit " + spec.limit());
        out.raw(spec.offset() < 0 ? "" : " offset " + spec.offset());
    }

    private SqlWriter locked(SqlWriter out) {
        return out.raw(spec.forUpdate() ? " for update" : "");
    }
}
