package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.mapping.RowReader;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Elsewhere;
import dev.lifeboat.orm.query.Scope;
import dev.lifeboat.orm.query.Sort;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.query.SqlWriter;
import dev.lifeboat.orm.type.Codecs;
import dev.lifeboat.orm.type.ListCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that follow a relation. A pivot is joined as a subquery whose columns have names that no table has, so that
 * conditions on the related rows need no prefix.
 *
 * @param far    the columns that hold the keys: the related entity's, or the pivot's
 * @param linked the pivot's columns that are read, in their order; empty without a pivot
 */
record RelatedSql(Path path, Wanted wanted, EntityModel<?> related, Optional<EntityModel<?>> pivot, List<ColumnModel> far,
                  List<ColumnModel> linked) {
    private static final String LINK = "\"orm link\"";
    private static final String PARENT = "\"orm parent\"";
    private static final String ROW = "\"orm row\"";

    static RelatedSql of(Path path, Wanted wanted, Source<?> from) {
        EntityModel<?> related = (EntityModel<?>) from.entity(path.to());
        Optional<EntityModel<?>> pivot = path.pivot().map(p -> (EntityModel<?>) from.entity(p.entity()));
        EntityModel<?> holder = pivot.isPresent() ? pivot.get() : related;
        List<ColumnModel> far = path.far().stream().map(c -> holder.component(c.component())).toList();
        Set<ColumnModel> linked = new LinkedHashSet<>();
        path.pivot().ifPresent(p -> {
            linked.addAll(wanted.pivotRow() ? holder.all() : far);
            p.out().forEach(c -> linked.add(holder.component(c.component())));
        });
        return new RelatedSql(path, wanted, related, pivot, far, List.copyOf(linked));
    }

    /** How many columns the rows have before the key, or the place, that they are told apart by. */
    int width() {
        return related.all().size() + (wanted.pivotRow() ? linked.size() : 0);
    }

    RowReader<?> pivotReader() {
        return pivot.orElseThrow().readerFrom(related.all().size() + 1);
    }

    /** A key in the result. @param from the first of its columns */
    Object[] key(ResultSet row, int from) throws SQLException {
        Object[] values = new Object[far.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = far.get(i).codec().read(row, from + i);
        }
        return values;
    }

    /** All rows of all keys, with their key where they do not hold it themselves. */
    Sql any(Codecs codecs, Keys keys) {
        SqlWriter out = new SqlWriter(codecs).raw("select ").raw(related.columns());
        if (pivot.isPresent()) {
            out.raw(wanted.pivotRow() ? ", " + linkColumns(linked) : "").raw(", ").raw(linkColumns(far));
        }
        from(out, related, w -> among(w, keys));
        order(out, related.table(), wanted.order());
        return out.sql();
    }

    /** Key and number of rows. */
    Sql counts(Codecs codecs, Keys keys) {
        String key = pivot.isPresent() ? linkColumns(far) : qualified(related.table(), far);
        SqlWriter out = new SqlWriter(codecs).raw("select ").raw(key).raw(", count(*)");
        from(out, related, w -> among(w, keys));
        return out.raw(" group by ").raw(key).sql();
    }

    /** The first rows of each key, as {@link #any} gives them: all rows of the keys are read once and numbered. */
    Sql numbered(Codecs codecs, Keys keys) {
        List<Sort<?>> total = total();
        SqlWriter out = new SqlWriter(codecs).raw("select ").raw(qualified(ROW, related.all()));
        List<ColumnModel> after = new ArrayList<>(wanted.pivotRow() ? linked : List.of());
        after.addAll(pivot.isPresent() ? far : List.of());
        after.forEach(c -> out.raw(", ").raw(ROW).raw(".").raw(linkName(c)));
        out.raw(" from (select ").raw(related.columns()).raw(pivot.isPresent() ? ", " + linkColumns(linked) : "");
        out.raw(", row_number() over (partition by ")
                .raw(pivot.isPresent() ? linkColumns(far) : qualified(related.table(), far));
        order(out, related.table(), total);
        out.raw(") as \"orm number\"");
        from(out, related, w -> among(w, keys));
        out.raw(") as ").raw(ROW).raw(" where ").raw(ROW).raw(".\"orm number\" <= ").raw(Integer.toString(wanted.perParent()));
        order(out, ROW, total);
        return out.sql();
    }

    /** The first rows of each key, with the key's place counted from 1: each key's are looked up for themselves. */
    Sql lateral(Codecs codecs, Keys keys) {
        SqlWriter out = new SqlWriter(codecs).raw("select ").raw(qualified(ROW, related.all()));
        if (wanted.pivotRow()) {
            linked.forEach(c -> out.raw(", ").raw(ROW).raw(".").raw(linkName(c)));
        }
        out.raw(", ").raw(PARENT).raw(".place from unnest(");
        arrays(out, keys);
        out.raw(") with ordinality as ").raw(PARENT).raw("(").raw(IntStream.range(0, far.size()).mapToObj(i -> "k" + i)
                .collect(Collectors.joining(", "))).raw(", place) cross join lateral (select ").raw(related.columns());
        out.raw(wanted.pivotRow() ? ", " + linkColumns(linked) : "");
        from(out, related, w -> equal(w, holder(related), IntStream.range(0, far.size())
                .mapToObj(i -> PARENT + ".k" + i).toList()));
        List<Sort<?>> total = total();
        order(out, related.table(), total);
        out.raw(" limit ").raw(Integer.toString(wanted.perParent())).raw(") as ").raw(ROW);
        order(out.raw(" order by ").raw(PARENT).raw(".place"), ROW, total, ", ");
        return out.sql();
    }

    /** Appends a subquery about the rows of one outer row. @param near the outer row's key, as its columns are written */
    void inside(SqlWriter out, Source<?> outer, List<String> near, String selected) {
        Aliased<?> inner = Aliased.inside(outer, related);
        out.raw("select ").raw(selected);
        from(out, inner, w -> equal(w, holder(inner), near.stream().map(c -> outer.table() + "." + c).toList()));
    }

    /** @param tie writes what ties the rows to those they belong to */
    private void from(SqlWriter out, Source<?> as, Consumer<SqlWriter> tie) {
        out.raw(" from ").raw(related.table());
        out.raw(as.table().equals(related.table()) ? "" : " as " + as.table());
        if (pivot.isEmpty()) {
            tie.accept(out.raw(" where "));
        } else {
            link(out, pivot.get(), as, tie);
        }
        conditions(out, as, wanted.where(), pivot.isEmpty(), wanted.withDeleted());
    }

    private void link(SqlWriter out, EntityModel<?> through, Source<?> as, Consumer<SqlWriter> tie) {
        out.raw(" join (select ").raw(linked.stream().map(c -> c.sql() + " as " + linkName(c)).collect(Collectors.joining(", ")))
                .raw(" from ").raw(through.table()).raw(" where ");
        tie.accept(out);
        conditions(out, through, wanted.pivotWhere(), true, false);
        out.raw(") as ").raw(LINK).raw(" on ");
        Path.Pivot ends = path.pivot().orElseThrow();
        for (int i = 0; i < ends.out().size(); i++) {
            out.raw(i > 0 ? " and " : "").raw(LINK).raw(".").raw(linkName(through.component(ends.out().get(i).component())))
                    .raw(" = ").raw(as.table()).raw(".").raw(as.column(ends.key().get(i)).sql());
        }
    }

    private static void conditions(SqlWriter out, Source<?> of, List<Cond<?>> wanted, boolean after, boolean withDeleted) {
        List<Cond<Object>> all = new ArrayList<>();
        wanted.forEach(c -> all.add(erased(c)));
        if (!withDeleted) {
            of.deletedAt().ifPresent(column -> all.add(new Cond.IsNull<>(column, false)));
        }
        if (!all.isEmpty()) {
            out.raw(after ? " and " : " where ").condition(of, new Cond.And<>(List.copyOf(all)));
        }
    }

    @SuppressWarnings("unchecked")
    private static Cond<Object> erased(Cond<?> condition) {
        return (Cond<Object>) condition;
    }

    private String holder(Source<?> as) {
        return pivot.isPresent() ? pivot.get().table() : as.table();
    }

    private void among(SqlWriter out, Keys keys) {
        String columns = qualified(holder(related), far);
        if (far.size() == 1) {
            arrays(out.raw(columns).raw(" = any("), keys);
            out.raw(")");
        } else {
            arrays(out.raw("(").raw(columns).raw(") in (select * from unnest("), keys);
            out.raw("))");
        }
    }

    private void equal(SqlWriter out, String table, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            out.raw(i > 0 ? " and " : "").raw(table).raw(".").raw(far.get(i).sql()).raw(" = ").raw(values.get(i));
        }
    }

    private void arrays(SqlWriter out, Keys keys) {
        for (int i = 0; i < far.size(); i++) {
            out.raw(i > 0 ? ", " : "").bind(Codecs.erased(new ListCodec<>(far.get(i).codec())), keys.byColumn().get(i));
        }
    }

    private List<Sort<?>> total() {
        List<Sort<?>> total = new ArrayList<>(wanted.order());
        related.key().forEach(key -> total.add(new Sort<>(key, false, false)));
        return total;
    }

    private void order(SqlWriter out, String table, List<Sort<?>> sorts) {
        order(out, table, sorts, " order by ");
    }

    private void order(SqlWriter out, String table, List<Sort<?>> sorts, String before) {
        String between = before;
        Scope scope = new Elsewhere<>(related, table).fromInside();
        for (Sort<?> sort : sorts) {
            out.raw(between).expr(scope, sort.column()).raw(sort.descending() ? " desc" : "")
                    .raw(sort.nullsFirst() ? " nulls first" : " nulls last");
            between = ", ";
        }
    }

    private static String qualified(String table, List<ColumnModel> columns) {
        return columns.stream().map(c -> table + "." + c.sql()).collect(Collectors.joining(", "));
    }

    private String linkColumns(List<ColumnModel> columns) {
        return columns.stream().map(c -> LINK + "." + linkName(c)).collect(Collectors.joining(", "));
    }

    private String linkName(ColumnModel column) {
        return "\"orm " + (linked.indexOf(column) + 1) + "\"";
    }
}
