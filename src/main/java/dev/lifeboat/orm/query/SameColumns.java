package dev.lifeboat.orm.query;

import java.util.List;
import java.util.Optional;

/**
 * A source that has the columns of another, and differs from it in its name or in what a row becomes.
 *
 * @param <T> what a row becomes
 */
public interface SameColumns<T> extends Source<T> {
    /** The other. */
    Source<?> of();

    @Override
    default String columns(String qualifier) {
        return of().columns(qualifier);
    }

    @Override
    default int width() {
        return of().width();
    }

    @Override
    default Optional<ColumnRef> forComponent(String name) {
        return of().forComponent(name);
    }

    @Override
    default BoundColumn column(ColumnRef ref) {
        return of().column(ref);
    }

    @Override
    default List<EmbeddedPart> embedded(ColumnRef ref) {
        return of().embedded(ref);
    }

    @Override
    default List<ColumnRef> key() {
        return of().key();
    }

    @Override
    default Optional<ColumnRef> deletedAt() {
        return of().deletedAt();
    }

    @Override
    default List<String> alwaysSet(List<ColumnRef> assigned, String qualifier) {
        return of().alwaysSet(assigned, qualifier);
    }

    @Override
    default <E> Source<E> entity(Class<E> type) {
        return of().entity(type);
    }
}
