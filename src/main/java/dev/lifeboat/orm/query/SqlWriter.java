package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import dev.lifeboat.orm.type.ListCodec;
import dev.lifeboat.orm.type.TextForm;
import java.util.ArrayList;
import java.util.List;

/** Writes SQL and collects what is bound. Not thread-safe; one per statement. */
public final class SqlWriter {
    /** How tightly the surrounding expression binds: what needs brackets inside of it. */
    private enum Inside {
        NOTHING, OR, AND, NOT
    }

    private final StringBuilder sql = new StringBuilder(160);
    private final List<Bound> values = new ArrayList<>();
    private final Codecs codecs;

    /** @param codecs for values of hand-written parts */
    public SqlWriter(Codecs codecs) {
        this.codecs = codecs;
    }

    /** Appends text as it is. Never give it a value. */
    public SqlWriter raw(String text) {
        sql.append(text);
        return this;
    }

    /** Appends a parameter. @param value null for NULL */
    public SqlWriter bind(Codec<Object> codec, Object value) {
        sql.append(codec.placeholder());
        values.add(new Bound(codec, value));
        return this;
    }

    /** Appends a parameter in text form, as a cursor keeps it. */
    public SqlWriter bindText(BoundColumn column, String text) {
        return bind(Codecs.erased(new TextForm(column.codec().type())), text);
    }

    /** Appends a parameter whose type is its value's. @param value null for NULL */
    public SqlWriter bindValue(Object value) {
        if (value == null) {
            sql.append('?');
            values.add(new Bound(Codecs.erased(new TextForm("text")), null));
        } else {
            bind(codecs.forValue(value), value);
        }
        return this;
    }

    /** The statement. */
    public Sql sql() {
        return new Sql(sql.toString(), values);
    }

    /** Appends a condition. */
    public SqlWriter condition(Source<?> source, Cond<?> condition) {
        write(source, condition, Inside.NOTHING);
        return this;
    }

    private void write(Source<?> source, Cond<?> condition, Inside inside) {
        switch (condition) {
            case Cond.Compare<?>(var ref, var op, var value) -> {
                BoundColumn column = source.column(ref);
                raw(column.sql()).raw(" ").raw(op.sql()).raw(" ").bind(column.codec(), value);
            }
            case Cond.In<?> in -> in(source.column(in.column()), in);
            case Cond.IsNull<?>(var ref, var negated) ->
                    raw(source.column(ref).sql()).raw(negated ? " is not null" : " is null");
            case Cond.Like<?> like -> like(source.column(like.column()), like);
            case Cond.And<?>(var all) -> joined(source, all, " and ", "true", Inside.AND, inside == Inside.NOT);
            case Cond.Or<?>(var any) -> joined(source, any, " or ", "false", Inside.OR,
                    inside == Inside.AND || inside == Inside.NOT);
            case Cond.Not<?>(var negated) -> {
                raw("not ");
                bracketed(source, negated);
            }
            case Cond.Written<?>(var part) -> part.write(this, source);
            case Cond.Raw<?>(var text, var named) -> {
                raw("(");
                NamedSql.write(this, text, named);
                // A comment at the end of the text must not swallow the bracket.
                raw(text.contains("--") ? "\n)" : ")");
            }
        }
    }

    private void bracketed(Source<?> source, Cond<?> condition) {
        boolean simple = condition instanceof Cond.Raw<?> || condition instanceof Cond.And<?> || condition instanceof Cond.Or<?>;
        if (simple) {
            write(source, condition, Inside.NOT);
        } else {
            raw("(");
            write(source, condition, Inside.NOTHING);
            raw(")");
        }
    }

    private void joined(Source<?> source, List<? extends Cond<?>> parts, String between, String empty, Inside within,
            boolean brackets) {
        if (parts.isEmpty()) {
            raw(empty);
            return;
        }
        boolean single = parts.size() == 1;
        boolean wrap = brackets && (!single || !(parts.getFirst() instanceof Cond.Raw<?>));
        raw(wrap ? "(" : "");
        for (int i = 0; i < parts.size(); i++) {
            raw(i > 0 ? between : "");
            write(source, parts.get(i), single && !wrap ? Inside.AND : within);
        }
        raw(wrap ? ")" : "");
    }

    private void in(BoundColumn column, Cond.In<?> in) {
        raw(column.sql()).raw(in.negated() ? " <> all(" : " = any(");
        bind(Codecs.erased(new ListCodec<>(column.codec())), in.values());
        raw(")");
    }

    private void like(BoundColumn column, Cond.Like<?> like) {
        raw(column.sql()).raw(column.textual() ? "" : "::text").raw(like.ignoringCase() ? " ilike " : " like ");
        raw("?");
        values.add(new Bound(codecs.forValue(""), like.pattern()));
    }
}
