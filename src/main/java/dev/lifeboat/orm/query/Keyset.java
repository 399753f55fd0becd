package dev.lifeboat.orm.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Paging by key: the condition "after this row" for any order. Where all directions agree and no column may be NULL it is
 * one row comparison, which an index answers directly; otherwise it is written out column by column.
 */
public final class Keyset<T> {
    /** One column of the order. */
    private record Step(ColumnRef ref, BoundColumn column, Sort<?> sort) {
        Step reversed() {
            return new Step(ref, column, sort.reversed());
        }
    }

    private final Source<T> source;
    private final List<Step> order;
    private final String fingerprint;

    /**
     * @param scope  where the source stands
     * @param wanted the order asked for; the source's key is added to make it total
     * @throws IllegalArgumentException when it is ordered by more than columns
     */
    Keyset(Source<T> source, Scope scope, List<Sort<?>> wanted) {
        this.source = source;
        List<Step> total = new ArrayList<>();
        wanted.forEach(sort -> total.add(new Step(plain(sort.column()), scope.column(plain(sort.column())), sort)));
        boolean descending = !wanted.isEmpty() && wanted.stream().allMatch(Sort::descending);
        for (ColumnRef key : source.key()) {
            BoundColumn column = scope.column(key);
            if (total.stream().noneMatch(step -> step.column.sql().equals(column.sql()))) {
                total.add(new Step(key, column, new Sort<>(key, descending, descending)));
            }
        }
        this.order = List.copyOf(total);
        StringBuilder print = new StringBuilder(source.table());
        order.forEach(s -> print.append('|').append(s.column.sql()).append(s.sort.descending()).append(s.sort.nullsFirst()));
        this.fingerprint = print.toString();
    }

    private static ColumnRef plain(Expr expr) {
        if (expr instanceof ColumnRef column) {
            return column;
        }
        throw new IllegalArgumentException("pages go by columns: read the expression into a shape, and order by its component");
    }

    /** The total order, or its reverse. */
    public List<? extends Sort<?>> order(boolean backwards) {
        return steps(backwards).stream().map(Step::sort).toList();
    }

    private List<Step> steps(boolean backwards) {
        return backwards ? order.stream().map(Step::reversed).toList() : order;
    }

    /** The cursor of a row. */
    public Cursor at(T row) {
        List<String> values = new ArrayList<>(order.size());
        order.forEach(s -> values.add(source.text(row, s.ref)));
        return Cursor.of(fingerprint, values);
    }

    /** Appends the condition that a row comes after the cursor, or before it when backwards. */
    public void write(SqlWriter out, Cursor cursor, boolean backwards) {
        List<Step> sorts = steps(backwards);
        List<String> values = cursor.values(fingerprint, sorts.size());
        boolean oneWay = sorts.stream().allMatch(s -> s.sort.descending() == sorts.getFirst().sort.descending());
        boolean noNulls = sorts.stream().noneMatch(s -> s.column.nullable());
        if (oneWay && noNulls) {
            rowComparison(out, sorts, values);
        } else {
            out.raw("(");
            expanded(out, sorts, values, 0);
            out.raw(")");
        }
    }

    private void rowComparison(SqlWriter out, List<Step> sorts, List<String> values) {
        out.raw("(");
        for (int i = 0; i < sorts.size(); i++) {
            out.raw(i > 0 ? ", " : "").raw(sorts.get(i).column.sql());
        }
        out.raw(sorts.getFirst().sort.descending() ? ") < (" : ") > (");
        for (int i = 0; i < sorts.size(); i++) {
            out.raw(i > 0 ? ", " : "").bindText(sorts.get(i).column, values.get(i));
        }
        out.raw(")");
    }

    /** {@code a >= v and (a > v or (a = v and <the rest>))}: the first part is what an index can use. */
    private void expanded(SqlWriter out, List<Step> sorts, List<String> values, int at) {
        Sort<?> sort = sorts.get(at).sort;
        BoundColumn column = sorts.get(at).column;
        String value = values.get(at);
        boolean last = at == sorts.size() - 1;
        if (value != null && !last && (!column.nullable() || sort.nullsFirst())) {
            out.raw(column.sql()).raw(sort.descending() ? " <= " : " >= ").bindText(column, value).raw(" and (");
            strictlyAfter(out, sort, column, value);
            out.raw(" or (");
            equal(out, column, value);
            out.raw(" and ");
            expanded(out, sorts, values, at + 1);
            out.raw("))");
            return;
        }
        out.raw("(");
        strictlyAfter(out, sort, column, value);
        if (!last) {
            out.raw(" or (");
            equal(out, column, value);
            out.raw(" and ");
            expanded(out, sorts, values, at + 1);
            out.raw(")");
        }
        out.raw(")");
    }

    private void strictlyAfter(SqlWriter out, Sort<?> sort, BoundColumn column, String value) {
        if (value == null) {
            out.raw(sort.nullsFirst() ? column.sql() + " is not null" : "false");
            return;
        }
        out.raw(column.sql()).raw(sort.descending() ? " < " : " > ").bindText(column, value);
        if (column.nullable() && !sort.nullsFirst()) {
            out.raw(" or ").raw(column.sql()).raw(" is null");
        }
    }

    private void equal(SqlWriter out, BoundColumn column, String value) {
        out.raw(column.sql());
        if (value == null) {
            out.raw(" is null");
        } else {
            out.raw(" = ").bindText(column, value);
        }
    }
}
