package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.SameColumns;
import dev.lifeboat.orm.query.Source;

/** A source under another name, so that a table can be looked at inside of a query for the same table. */
record Aliased<T>(Source<T> of, String table) implements SameColumns<T> {
    /** Two names are enough: each level speaks of its own rows and of those of the level around it. */
    static <T> Aliased<T> inside(Source<?> outer, Source<T> of) {
        return new Aliased<>(of, outer.table().equals("\"orm a\"") ? "\"orm b\"" : "\"orm a\"");
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
