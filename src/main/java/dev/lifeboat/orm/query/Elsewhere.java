package dev.lifeboat.orm.query;

import java.util.List;

/**
 * The rows of a source, read from something else that has its columns: a named subquery, or a view.
 *
 * @param table its name, quoted
 */
public record Elsewhere<T>(Source<T> of, String table) implements SameColumns<T> {
    @Override
    public Reader<T> reader(int skipped) {
        return of.reader(skipped);
    }

    @Override
    public List<String> alwaysSet(List<ColumnRef> assigned, String qualifier) {
        return List.of();
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public String text(T row, ColumnRef column) {
        return of.text(row, column);
    }
}
