package dev.lifeboat.orm.query;

import java.util.List;
import java.util.Optional;

/**
 * A source whose rows are made of others' and lie in no table: they are not written through it, nor deleted softly.
 *
 * @param <T> what a row becomes
 */
interface ReadOnly<T> extends Source<T> {
    @Override
    default Placed alone(SqlWriter out) {
        return beside(out);
    }

    @Override
    Placed beside(SqlWriter out);

    @Override
    default Optional<ColumnRef> deletedAt() {
        return Optional.empty();
    }

    @Override
    default List<String> alwaysSet(List<ColumnRef> assigned, String qualifier) {
        return List.of();
    }

    @Override
    default boolean writable() {
        return false;
    }
}
