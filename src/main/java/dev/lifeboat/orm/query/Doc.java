package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Json;

/**
 * A column that holds a JSON document, mapped to a record, a map or {@link Json}. Immutable.
 *
 * @param <T> what it belongs to
 * @param <V> what documents are mapped to
 */
public record Doc<T, V>(ColumnRef ref) implements Field<T, V>, JsonOperand<T, V> {
    @Override
    public Expr expr() {
        return ref;
    }
}
