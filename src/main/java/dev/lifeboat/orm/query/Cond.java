package dev.lifeboat.orm.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A condition: an immutable tree. Brackets are written where SQL's precedence would read it differently. Values are
 * bound, never written into the text. Made by {@link Field} and its kin, combined by the methods here.
 *
 * @param <T> what rows it is about
 */
public sealed interface Cond<T> {
    /** How two values are compared. */
    enum Op {
        EQ("="), NE("<>"), LT("<"), LE("<="), GT(">"), GE(">="), CONTAINS("@>"), WITHIN("<@"), OVERLAPS("&&");

        private final String sql;

        Op(String sql) {
            this.sql = sql;
        }

        /** The operator as SQL writes it. */
        public String sql() {
            return sql;
        }
    }

    /** A column compared with a value, or with another column: the value is an {@link Expr} then. */
    record Compare<T>(Expr column, Op op, Object value) implements Cond<T> {}

    /** A column among values, or not among them. */
    record In<T>(Expr column, List<Object> values, boolean negated) implements Cond<T> {}

    /** A column that is NULL, or not. */
    record IsNull<T>(Expr column, boolean negated) implements Cond<T> {}

    /** A column that matches a pattern. */
    record Like<T>(Expr column, String pattern, boolean ignoringCase) implements Cond<T> {}

    /** All of the conditions. */
    record And<T>(List<Cond<? super T>> all) implements Cond<T> {}

    /** At least one of the conditions. */
    record Or<T>(List<Cond<? super T>> any) implements Cond<T> {}

    /** The opposite; as in SQL, unknown stays unknown. */
    record Not<T>(Cond<T> condition) implements Cond<T> {}

    /** SQL written by hand with named parameters. */
    record Raw<T>(NamedSql text, Map<String, Object> values) implements Cond<T> {}

    /** A condition about one side of a join. */
    record About<T>(Side<?, ?> side, Cond<?> condition) implements Cond<T> {}

    /** There is a row of a subquery that belongs to this one: the row stands on the left side of {@code on}. */
    record Exists<T>(Subquery<?> among, Cond<?> on) implements Cond<T> {}

    /** A condition about other tables' rows, as relations make them. */
    record Written<T>(Part part) implements Cond<T> {}

    /** Both this and the other. */
    default Cond<T> and(Cond<? super T> other) {
        return new And<>(joined(this instanceof And<T>(var all) ? all : List.of(this), other));
    }

    /** This or the other or both. */
    default Cond<T> or(Cond<? super T> other) {
        return new Or<>(joined(this instanceof Or<T>(var any) ? any : List.of(this), other));
    }

    /** The opposite. */
    default Cond<T> not() {
        return new Not<>(this);
    }

    /** All of the conditions; always true for none. */
    static <T> Cond<T> all(List<? extends Cond<? super T>> conditions) {
        return new And<>(List.copyOf(conditions));
    }

    /** At least one of the conditions; never true for none. */
    static <T> Cond<T> any(List<? extends Cond<? super T>> conditions) {
        return new Or<>(List.copyOf(conditions));
    }

    /**
     * A condition written by hand: {@code sql("lower(email) = :e", "e", text)}.
     *
     * @param namesAndValues a name, its value, a name, its value ...; null is bound as NULL, and an {@link Operand} is written
     *                       as the column it is
     */
    static <T> Cond<T> sql(String text, Object... namesAndValues) {
        return new Raw<>(NamedSql.parse(text), NamedSql.values(namesAndValues));
    }

    /** There is a row among these that belongs to this one: {@code exists(posts.where(..), col(User::id).on(col(Post::userId)))}. */
    static <T, S> Cond<T> exists(Subquery<S> among, On<T, ? super S> on) {
        return new Exists<>(among, on.condition());
    }

    /** There is any row among these. */
    static <T> Cond<T> exists(Subquery<?> among) {
        return new Exists<>(among, new And<>(List.of()));
    }

    private static <T> List<Cond<? super T>> joined(List<? extends Cond<? super T>> first, Cond<? super T> last) {
        List<Cond<? super T>> joined = new ArrayList<>(first.size() + 1);
        joined.addAll(first);
        joined.add(last);
        return List.copyOf(joined);
    }
}
