package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.query.BoundColumn;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.Source;
import java.util.List;
import java.util.Optional;

/** A source under another name, so that a table can be looked at inside of a query for the same table. */
record Aliased<T>(Source<T> of, String table) implements Source<T> {
    /** Two names are enough: each level speaks of its own rows and of those of the level around it. */
    static <T> Aliased<T> inside(Source<?> outer, Source<T> of) {
        return new Aliased<>(of, outer.table().equals("\"orm a\"") ? "\"orm b\"" : "\"orm a\"");
    }

    @Override
    public String columns(String qualifier) {
        return of.columns(qualifier);
    }

    @Override
    public int width() {
        return of.width();
    }

    @Override
    public Optional<ColumnRef> forComponent(String name) {
        return of.forComponent(name);
    }

    @Override
    public BoundColumn column(ColumnRef ref) {
        return of.column(ref);
    }

    @Override
    public List<ColumnRef> key() {
        return of.key();
    }

    @Override
    public Optional<ColumnRef> deletedAt() {
        return of.deletedAt();
    }

    @Override
    public List<String> alwaysSet(List<ColumnRef> assigned) {
        return of.alwaysSet(assigned);
    }

    @Override
    public <E> Source<E> entity(Class<E> type) {
        return of.entity(type);
    }

    @Override
    public Reader<T> reader(int skipped) {
        return of.reader(skipped);
    }

    @Override
    public String text(T row, ColumnRef column) {
        return of.text(row, column);
    }
}
