package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import dev.lifeboat.orm.type.ListCodec;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes conditions, with brackets where SQL would read them differently. */
record CondWriter(SqlWriter out) {
    /** How tightly the surrounding expression binds: what needs brackets inside of it. */
    private enum Inside {
        NOTHING, OR, AND, NOT
    }

    void write(Scope scope, Cond<?> condition) {
        write(scope, condition, Inside.NOTHING);
    }

    /** All of several; there is at least one, and more may follow. */
    void all(List<Placed.Filter> filters) {
        for (int i = 0; i < filters.size(); i++) {
            out.raw(i > 0 ? " and " : "");
            write(filters.get(i).scope(), filters.get(i).condition(), Inside.AND);
        }
    }

    private void write(Scope scope, Cond<?> condition, Inside inside) {
        switch (condition) {
            case Cond.Compare<?> compare -> Whole.of(scope, compare.column()).flatMap(whole -> whole.compare(compare.op(), compare.value()))
                    .ifPresentOrElse(spelled -> write(scope, spelled, inside), () -> compare(scope, compare));
            case Cond.In<?> in -> Whole.of(scope, in.column()).ifPresentOrElse(whole -> in(scope, in, whole, inside), () -> in(scope, in));
            case Cond.IsNull<?>(var expr, var negated) -> Whole.of(scope, expr).ifPresentOrElse(
                    whole -> write(scope, whole.isNull(negated), inside), () -> operand(scope, expr).raw(negated ? " is not null" : " is null"));
            case Cond.Like<?> like -> like(scope, like);
            case Cond.And<?>(var all) -> joined(scope, all, " and ", "true", Inside.AND, inside == Inside.NOT);
            case Cond.Or<?>(var any) -> joined(scope, any, " or ", "false", Inside.OR, inside == Inside.AND || inside == Inside.NOT);
            case Cond.Not<?>(var negated) -> {
                out.raw("not ");
                bracketed(scope, negated);
            }
            case Cond.Raw<?>(var text, var named) -> {
                text.write(out.raw("("), scope, named);
                out.raw(")");
            }
            case Cond.About<?>(var side, var about) -> write(TwoSided.of(scope, side), about, inside);
            case Cond.Written<?>(var part) -> part.write(out, rows(scope));
            case Cond.Exists<?>(var among, var on) -> out.exists(scope, among, on);
        }
    }

    /** What a part of a condition is about, by the name it has here. */
    static Source<?> rows(Scope scope) {
        return switch (scope) {
            case PlacedTable(var source, var qualifier, _) -> qualifier.isEmpty() ? source : new Elsewhere<>(source, qualifier);
            case PlacedQuery query -> rows(query.outside());
            case Source<?> source -> source;
            default -> throw new IllegalArgumentException("say which side the condition is about: side.is(..)");
        };
    }

    private void bracketed(Scope scope, Cond<?> condition) {
        boolean simple = condition instanceof Cond.Raw<?> || condition instanceof Cond.And<?> || condition instanceof Cond.Or<?>;
        if (simple) {
            write(scope, condition, Inside.NOT);
        } else {
            out.raw("(");
            write(scope, condition, Inside.NOTHING);
            out.raw(")");
        }
    }

    private void joined(Scope scope, List<? extends Cond<?>> parts, String between, String empty, Inside within, boolean brackets) {
        if (parts.isEmpty()) {
            out.raw(empty);
            return;
        }
        boolean single = parts.size() == 1;
        boolean wrap = brackets && (!single || !(parts.getFirst() instanceof Cond.Raw<?>));
        out.raw(wrap ? "(" : "");
        for (int i = 0; i < parts.size(); i++) {
            out.raw(i > 0 ? between : "");
            write(scope, parts.get(i), single && !wrap ? Inside.AND : within);
        }
        out.raw(wrap ? ")" : "");
    }

    /** A column as it is, anything else in brackets. */
    private SqlWriter operand(Scope scope, Expr expr) {
        boolean bare = expr instanceof ColumnRef || expr instanceof Expr.Inner;
        return out.raw(bare ? "" : "(").expr(scope, expr).raw(bare ? "" : ")");
    }

    private void compare(Scope scope, Cond.Compare<?> compare) {
        operand(scope, compare.column()).raw(" ").raw(compare.op().sql()).raw(" ");
        if (compare.value() instanceof Expr other) {
            operand(scope, other);
        } else {
            out.bind(out.typed(scope, compare.column()).codec(), compare.value());
        }
    }

    private void in(Scope scope, Cond.In<?> in) {
        Codec<Object> codec = out.typed(scope, in.column()).codec();
        if (codec.type().endsWith("[]") && !in.values().isEmpty()) {
            // any(..) would take an array of arrays apart.
            operand(scope, in.column()).raw(in.negated() ? " not in (" : " in (");
            for (int i = 0; i < in.values().size(); i++) {
                out.raw(i > 0 ? ", " : "").bind(codec, in.values().get(i));
            }
            out.raw(")");
            return;
        }
        operand(scope, in.column()).raw(in.negated() ? " <> all(" : " = any(");
        out.bind(Codecs.erased(new ListCodec<>(codec)), in.values()).raw(")");
    }

    /** As rows, so that the text is the same for every number of values, where no column can be NULL: rows with NULL in them are never equal. */
    private void in(Scope scope, Cond.In<?> in, Whole whole, Inside inside) {
        List<BoundColumn> columns = whole.parts().stream().map(part -> scope.column(part.column())).toList();
        if (!whole.complete() || columns.stream().anyMatch(c -> c.codec().type().endsWith("[]"))) {
            write(scope, whole.in(in.values(), in.negated()), inside);
            return;
        }
        out.raw("(").raw(columns.stream().map(BoundColumn::sql).collect(Collectors.joining(", ")));
        out.raw(in.negated() ? ") not in (select * from unnest(" : ") in (select * from unnest(");
        for (int i = 0; i < columns.size(); i++) {
            UnaryOperator<Object> value = whole.parts().get(i).value();
            List<Object> values = in.values().stream().map(value).map(Objects::requireNonNull).toList();
            out.raw(i > 0 ? ", " : "").bind(Codecs.erased(new ListCodec<>(columns.get(i).codec())), values);
        }
        out.raw("))");
    }

    private void like(Scope scope, Cond.Like<?> like) {
        operand(scope, like.column()).raw(out.typed(scope, like.column()).textual() ? "" : "::text");
        out.raw(like.ignoringCase() ? " ilike " : " like ").bindValue(like.pattern());
    }
}
