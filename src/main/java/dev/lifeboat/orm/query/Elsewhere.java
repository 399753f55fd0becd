package dev.lifeboat.orm.query;

import java.util.List;
import java.util.Optional;

/**
 * The rows of a source, read from something else that has its columns: a named subquery, or a view.
 *
 * @param table its name, quoted
 */
public record Elsewhere<T>(Source<T> source, String table) implements Source<T> {
    @Override
    public String columns(String qualifier) {
        return source.columns(qualifier);
    }

    @Override
    public int width() {
        return source.width();
    }

    @Override
    public Reader<T> reader(int skipped) {
        return source.reader(skipped);
    }

    @Override
    public Optional<ColumnRef> forComponent(String name) {
        return source.forComponent(name);
    }

    @Override
    public BoundColumn column(ColumnRef ref) {
        return source.column(ref);
    }

    @Override
    public List<ColumnRef> key() {
        return source.key();
    }

    @Override
    public Optional<ColumnRef> deletedAt() {
        return source.deletedAt();
    }

    @Override
    public List<String> alwaysSet(List<ColumnRef> assigned) {
        return List.of();
    }

    @Override
    public <E> Source<E> entity(Class<E> type) {
        return source.entity(type);
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public String text(T row, ColumnRef column) {
        return source.text(row, column);
    }
}
