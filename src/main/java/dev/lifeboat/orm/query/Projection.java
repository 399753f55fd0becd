package dev.lifeboat.orm.query;

import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.type.CastCodec;
import dev.lifeboat.orm.type.Codecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is made of another query's rows, one by one or in groups. Conditions on it look at what was made.
 *
 * @param values  for each part of the shape
 * @param made    for each part of the shape, how it is compared
 * @param groups  what rows are grouped by; empty: not at all
 */
public record Projection<S>(Select<?> inner, Shape<S> shape, List<Expr> values, List<BoundColumn> made, Optional<Groups> groups)
        implements ReadOnly<S> {
    /** How rows are grouped. @param by what those of a group share @param having what groups must meet */
    public record Groups(List<Expr> by, List<Cond<?>> having) {}

    /**
     * Looks for each part's value.
     *
     * @param given    the values that were named
     * @param mistakes gets a sentence for each part that has none or one of another type
     */
    public static <S> Projection<S> of(Select<?> inner, Shape<S> shape, List<? extends As<S, ?>> given, Optional<Groups> groups,
            Codecs codecs, List<String> mistakes) {
        SqlWriter types = new SqlWriter(codecs);
        List<Expr> values = new ArrayList<>();
        List<BoundColumn> columns = new ArrayList<>();
        for (Shape.Part part : shape.parts()) {
            Optional<Expr> named = given.stream().filter(as -> as.component().component().equals(part.name())).<Expr>map(As::value).findFirst();
            Optional<Expr> value = named.or(() -> inner.source().forComponent(part.name()));
            if (value.isEmpty()) {
                mistakes.add(part.name() + ": no single column of " + inner.source().table() + " has this name, and no value is given by as(..)");
                continue;
            }
            BoundColumn column = types.typed(inner.source(), value.get());
            boolean typed = same(part.codec().type(), column.codec().type());
            if (!typed && named.isEmpty()) {
                mistakes.add(part.name() + ": the column is " + column.codec().type() + ", the component " + part.codec().type());
            }
            boolean unknown = value.get() instanceof Expr.Written written && written.nulls() == Expr.Nulls.UNKNOWN;
            if (column.nullable() && !part.nullable() && !unknown) {
                mistakes.add(part.name() + ": the value may be NULL, which a primitive cannot hold");
            }
            values.add(value.get());
            columns.add(new BoundColumn(Names.quoted(part.name()),
                    typed ? part.codec() : new CastCodec<>(part.codec(), column.codec().type()), column.nullable(), column.textual()));
        }
        return new Projection<>(inner, shape, List.copyOf(values), List.copyOf(columns), groups);
    }

    private static boolean same(String one, String other) {
        return one.equals(other) || one.equals("text") && other.matches("(varchar|character varying|char|character|bpchar|citext).*");
    }

    @Override
    public Placed beside(SqlWriter out) {
        Placed inside = inside(out, true);
        String alias = out.alias();
        return new PlacedQuery(alias, new PlacedTable(this, alias, ""), to -> write(to, inside, Spec.EMPTY, true), false);
    }

    /** Whether nothing was said of what is made but how many rows are wanted: then no subquery is needed. */
    boolean fits(Spec outer) {
        return outer.where().isEmpty() && outer.order().isEmpty() && outer.distinct().isEmpty() && outer.with().isEmpty()
                && outer.lock().isEmpty() && (outer.limit() < 0 && outer.offset() < 0 || inner.spec().limit() < 0 && inner.spec().offset() < 0);
    }

    /** The statement without a subquery around it. */
    void direct(SqlWriter out, Spec outer) {
        write(out, inside(out, false), outer, false);
    }

    /** A group is made of the rows that the query has, not of all that it takes them from. */
    private Placed inside(SqlWriter out, boolean beside) {
        boolean nested = groups.isPresent() && !inner.spec().onlyConditions();
        Placed placed = beside || nested ? inner.source().beside(out) : inner.source().alone(out);
        return nested ? PlacedQuery.of(out.alias(), inner, placed, List.of(), false) : placed;
    }

    private void write(SqlWriter out, Placed inside, Spec outer, boolean named) {
        boolean nested = groups.isPresent() && !inner.spec().onlyConditions();
        Scope scope = inside.fromInside();
        if (!nested) {
            inner.with(out);
        }
        out.raw("select ");
        if (!nested) {
            inner.distinct(out, inside);
        }
        for (int i = 0; i < values.size(); i++) {
            out.raw(i > 0 ? ", " : "").expr(inside, values.get(i)).raw(named ? " as " + made.get(i).sql() : "");
        }
        inside.from(out.raw(" from "));
        if (!nested) {
            Select.where(out, inner.filters(inside));
        }
        groups.ifPresent(g -> grouped(out, inside, g));
        if (groups.isEmpty()) {
            inner.order(out, scope, inner.spec().order());
        }
        if (!nested) {
            inner.span(out);
        }
        out.raw(outer.limit() < 0 ? "" : " limit " + outer.limit()).raw(outer.offset() < 0 ? "" : " offset " + outer.offset());
        if (groups.isEmpty()) {
            inner.lock(out, inside);
        }
    }

    private static void grouped(SqlWriter out, Placed inside, Groups groups) {
        if (!groups.by().isEmpty()) {
            out.raw(" group by ").exprs(inside, groups.by());
        }
        for (int i = 0; i < groups.having().size(); i++) {
            out.raw(i == 0 ? " having " : " and ").raw("(").condition(inside, groups.having().get(i)).raw(")");
        }
    }

    @Override
    public String table() {
        return inner.source().table();
    }

    @Override
    public String columns(String qualifier) {
        return made.stream().map(c -> qualifier + "." + c.sql()).collect(Collectors.joining(", "));
    }

    @Override
    public int width() {
        return made.size();
    }

    @Override
    public Reader<S> reader(int skipped) {
        return shape.reader(skipped);
    }

    @Override
    public Optional<ColumnRef> forComponent(String name) {
        return shape.parts().stream().filter(p -> p.name().equals(name)).<ColumnRef>map(p -> ref(p.name())).findFirst();
    }

    private ColumnRef ref(String part) {
        return new ColumnRef.Component(shape.type(), part);
    }

    @Override
    public BoundColumn column(ColumnRef ref) {
        for (int i = 0; i < made.size(); i++) {
            if (ref(shape.parts().get(i).name()).equals(ref)) {
                return made.get(i);
            }
        }
        throw new UnknownName(ref + " is not a component of " + shape.type().getName());
    }

    /** The key of the rows it is made of, or what they are grouped by, where all of that is among the values. */
    @Override
    public List<ColumnRef> key() {
        List<? extends Expr> wanted = groups.isPresent() ? groups.get().by() : inner.source().key();
        boolean distinct = inner.spec().distinct().isPresent();
        return wanted.isEmpty() || distinct || !values.containsAll(wanted) ? List.of()
                : IntStream.range(0, values.size()).filter(i -> wanted.contains(values.get(i)))
                .mapToObj(i -> ref(shape.parts().get(i).name())).toList();
    }

    @Override
    public String text(S row, ColumnRef column) {
        return shape.text(row, ((ColumnRef.Component) column).component());
    }
}
