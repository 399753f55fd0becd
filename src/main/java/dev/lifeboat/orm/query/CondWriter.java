package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import dev.lifeboat.orm.type.ListCodec;
import dev.lifeboat.orm.type.TextForm;
import java.util.List;

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
            case Cond.Compare<?> compare -> compare(scope, compare);
            case Cond.In<?> in -> in(scope, in);
            case Cond.IsNull<?>(var expr, var negated) -> operand(scope, expr).raw(negated ? " is not null" : " is null");
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
    private static Source<?> rows(Scope scope) {
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
        boolean bare = expr instanceof ColumnRef;
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

    private void like(Scope scope, Cond.Like<?> like) {
        operand(scope, like.column()).raw(out.typed(scope, like.column()).textual() ? "" : "::text");
        out.raw(like.ignoringCase() ? " ilike " : " like ").bindValue(like.pattern());
    }
}
