package dev.lifeboat.orm.query;

import java.util.Objects;

/**
 * A column: an {@link Operand} that can also be written, and that tables are joined on. Immutable.
 *
 * @param <T> what the column belongs to
 * @param <V> the type of its values
 */
public sealed interface Field<T, V> extends Operand<T, V> permits Plain, Text, Num, Items, Ranges, Doc {
    /** Which column this is. */
    ColumnRef ref();

    @Override
    default Expr expr() {
        return ref();
    }

    /** Sets the value. */
    default Assignment<T> to(V value) {
        return new Assignment<>(ref(), Assignment.Kind.SET, Objects.requireNonNull(value, "use toNull() to write NULL"));
    }

    /** Sets what the database computes from the row as it was. */
    default Assignment<T> toColumn(Operand<? super T, V> value) {
        return new Assignment<>(ref(), Assignment.Kind.SET, value.expr());
    }

    /** Sets NULL. */
    default Assignment<T> toNull() {
        return new Assignment<>(ref(), Assignment.Kind.SET, null);
    }

    /** Joins rows whose value here equals the other's there: {@code col(Post::userId).on(col(User::id))}. */
    default <S> On<T, S> on(Field<S, V> other) {
        return On.equal(this, other);
    }
}
