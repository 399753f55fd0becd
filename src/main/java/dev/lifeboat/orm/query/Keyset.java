package dev.lifeboat.orm.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Paging by key: the condition "after this row" for any order. Where all directions agree and no column may be NULL it is
 * one row comparison, which an index answers directly; otherwise it is written out column by column.
 */
public final class Keyset<T> {
    private final Source<T> source;
    private final List<Sort<T>> order;
    private final String fingerprint;

    /** @param wanted the order asked for; the source's key is added to make it total */
    public Keyset(Source<T> source, List<Sort<T>> wanted) {
        this.source = source;
        List<Sort<T>> total = new ArrayList<>(wanted);
        boolean descending = !wanted.isEmpty() && wanted.stream().allMatch(Sort::descending);
        for (ColumnRef key : source.key()) {
            String sql = source.column(key).sql();
            if (wanted.stream().noneMatch(s -> source.column(s.column()).sql().equals(sql))) {
                total.add(new Sort<>(key, descending, descending));
            }
        }
        this.order = List.copyOf(total);
        StringBuilder print = new StringBuilder(source.table());
        order.forEach(s -> print.append('|').append(source.column(s.column()).sql())
                .append(s.descending()).append(s.nullsFirst()));
        this.fingerprint = print.toString();
    }

    /** The total order, or its reverse. */
    public List<Sort<T>> order(boolean backwards) {
        return backwards ? order.stream().map(Sort::reversed).toList() : order;
    }

    /** The cursor of a row. */
    public Cursor at(T row) {
        List<String> values = new ArrayList<>(order.size());
        order.forEach(s -> values.add(source.text(row, s.column())));
        return Cursor.of(fingerprint, values);
    }

    /** Appends the condition that a row comes after the cursor, or before it when backwards. */
    public void write(SqlWriter out, Cursor cursor, boolean backwards) {
        List<Sort<T>> sorts = order(backwards);
        List<String> values = cursor.values(fingerprint, sorts.size());
        boolean oneWay = sorts.stream().allMatch(s -> s.descending() == sorts.getFirst().descending());
        boolean noNulls = sorts.stream().noneMatch(s -> source.column(s.column()).nullable());
        if (oneWay && noNulls) {
            rowComparison(out, sorts, values);
        } else {
            out.raw("(");
            expanded(out, sorts, values, 0);
            out.raw(")");
        }
    }

    private void rowComparison(SqlWriter out, List<Sort<T>> sorts, List<String> values) {
        out.raw("(");
        for (int i = 0; i < sorts.size(); i++) {
            out.raw(i > 0 ? ", " : "").raw(source.column(sorts.get(i).column()).sql());
        }
        out.raw(sorts.getFirst().descending() ? ") < (" : ") > (");
        for (int i = 0; i < sorts.size(); i++) {
            out.raw(i > 0 ? ", " : "").bindText(source.column(sorts.get(i).column()), values.get(i));
        }
        out.raw(")");
    }

    /** {@code a >= v and (a > v or (a = v and <the rest>))}: the first part is what an index can use. */
    private void expanded(SqlWriter out, List<Sort<T>> sorts, List<String> values, int at) {
        Sort<T> sort = sorts.get(at);
        BoundColumn column = source.column(sort.column());
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

    private void strictlyAfter(SqlWriter out, Sort<T> sort, BoundColumn column, String value) {
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
