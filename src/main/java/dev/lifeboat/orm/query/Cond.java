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
        EQ("="), NE("<>"), LT("<"), LE("<="), GT(">"), GE(">=");

        private final String sql;

        Op(String sql) {
            this.sql = sql;
        }

        /** The operator as SQL writes it. */
        public String sql() {
            return sql;
        }
    }

    /** A column compared with a value. */
    record Compare<T>(ColumnRef column, Op op, Object value) implements Cond<T> {}

    /** A column among values, or not among them. */
    record In<T>(ColumnRef column, List<Object> values, boolean negated) implements Cond<T> {}

    /** A column that is NULL, or not. */
    record IsNull<T>(ColumnRef column, boolean negated) implements Cond<T> {}

    /** A column that matches a pattern. */
    record Like<T>(ColumnRef column, String pattern, boolean ignoringCase) implements Cond<T> {}

    /** All of the conditions. */
    record And<T>(List<Cond<? super T>> all) implements Cond<T> {}

    /** At least one of the conditions. */
    record Or<T>(List<Cond<? super T>> any) implements Cond<T> {}

    /** The opposite; as in SQL, unknown stays unknown. */
    record Not<T>(Cond<T> condition) implements Cond<T> {}

    /** SQL written by hand with named parameters. */
    record Raw<T>(String text, Map<String, Object> values) implements Cond<T> {}

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
     * @param namesAndValues a name, its value, a name, its value ...; null is bound as NULL
     */
    static <T> Cond<T> sql(String text, Object... namesAndValues) {
        return new Raw<>(text, NamedSql.values(namesAndValues));
    }

    private static <T> List<Cond<? super T>> joined(List<? extends Cond<? super T>> first, Cond<? super T> last) {
        List<Cond<? super T>> joined = new ArrayList<>(first.size() + 1);
        joined.addAll(first);
        joined.add(last);
        return List.copyOf(joined);
    }
}
