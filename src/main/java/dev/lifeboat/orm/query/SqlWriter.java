package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import dev.lifeboat.orm.type.TextForm;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** Writes SQL and collects what is bound. Not thread-safe; one per statement. */
public final class SqlWriter {
    private static final Codec<Object> TEXT = Codecs.erased(new TextForm("text"));

    private final StringBuilder sql = new StringBuilder(160);
    private final List<Bound> values = new ArrayList<>();
    private final Codecs codecs;
    private int aliases;

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
            values.add(new Bound(TEXT, null));
            return this;
        }
        return bind(codecs.forValue(value), value);
    }

    /** The statement. */
    public Sql sql() {
        return new Sql(sql.toString(), values);
    }

    /** A name that no other table of this statement has. */
    String alias() {
        return "t" + ++aliases;
    }

    /** Appends a condition. */
    public SqlWriter condition(Scope scope, Cond<?> condition) {
        new CondWriter(this).write(scope, condition);
        return this;
    }

    /** Appends conditions, all of which must hold; there is at least one. */
    SqlWriter filters(List<Placed.Filter> filters) {
        new CondWriter(this).all(filters);
        return this;
    }

    /** Appends an expression. */
    public SqlWriter expr(Scope scope, Expr expr) {
        switch (expr) {
            case ColumnRef column -> raw(scope.column(column).sql());
            case Expr.Written(var text, var named, _, _) -> text.write(this, scope, named);
            case Expr.Inner(var part, _) -> {
                part.write(raw("("), CondWriter.rows(scope));
                raw(")");
            }
            case Expr.TextVector(var config, var text) -> {
                boolean vector = typed(scope, text).codec().type().equals("tsvector");
                raw(vector ? "(" : "to_tsvector(" + config + ", ").expr(scope, text).raw(")");
            }
        }
        return this;
    }

    /** Appends expressions, with commas between. */
    SqlWriter exprs(Scope scope, List<? extends Expr> exprs) {
        for (int i = 0; i < exprs.size(); i++) {
            raw(i > 0 ? ", " : "").expr(scope, exprs.get(i));
        }
        return this;
    }

    /** What is known of an expression's values. Its SQL is that of a column, and else empty. */
    public BoundColumn typed(Scope scope, Expr expr) {
        return switch (expr) {
            case ColumnRef column -> scope.column(column);
            case Expr.Written written -> switch (written.typing()) {
                case Expr.Typing.Java(var type) -> typed(type, written.nulls() != Expr.Nulls.NEVER);
                case Expr.Typing.Like(var other) -> {
                    BoundColumn like = typed(scope, other);
                    yield new BoundColumn("", like.codec(), written.nulls() != Expr.Nulls.NEVER, like.textual());
                }
            };
            case Expr.TextVector _ -> new BoundColumn("", TEXT, true, false);
            case Expr.Inner(_, var type) -> typed(type, false);
        };
    }

    private BoundColumn typed(Type type, boolean nullable) {
        Codec<Object> codec = Codecs.erased(codecs.of(type).orElseThrow(
                () -> new IllegalArgumentException("no codec for " + type.getTypeName())));
        return new BoundColumn("", codec, nullable, codec.type().equals("text"));
    }

    /** Appends a subquery with all columns of its source. */
    void subquery(Subquery<?> subquery) {
        Select<?> select = subquery.asked();
        Placed placed = select.source().beside(this);
        select.write(this, placed, placed.everything(), List.of());
    }

    /** Appends EXISTS: the row of the scope stands on the left side of the condition. */
    void exists(Scope scope, Subquery<?> among, Cond<?> on) {
        Select<?> select = among.asked();
        Placed placed = select.source().beside(this);
        Scope both = new Sides(scope.fromInside(), placed);
        raw("exists (select 1");
        select.rest(this, placed, List.of(new Placed.Filter(both, on)));
        raw(")");
    }
}
