package dev.lifeboat.ui.browser.keys;

import dev.lifeboat.engine.postgres.CatalogForeignKey;
import dev.lifeboat.ui.browser.grid.GridModel;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.read.Position;
import dev.lifeboat.ui.browser.read.RelationAt;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Rows at the other end of a foreign key.
 *
 * @param key    the foreign key
 * @param at     the table they are in
 * @param filter what they have in common
 */
public record Reference(CatalogForeignKey key, RelationAt at, List<Condition> filter) {
    public Reference {
        filter = List.copyOf(filter);
    }

    /** @param values of the key's own columns, none of them NULL. @return the row that they refer to */
    static Reference forward(String database, CatalogForeignKey key, List<String> values) {
        return of(database, key, key.to(), values);
    }

    /** @param values of the referenced columns, none of them NULL. @return the rows that refer to them */
    static Reference back(String database, CatalogForeignKey key, List<String> values) {
        return of(database, key, key.from(), values);
    }

    private static Reference of(String database, CatalogForeignKey key, CatalogForeignKey.End end, List<String> values) {
        List<Condition> filter = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) filter.add(new Condition(end.columns().get(i), Operator.EQUAL, values.get(i)));
        return new Reference(key, new RelationAt(database, end.relation()), filter);
    }

    /** How the table is looked at when one goes there. */
    public GridModel.Look look() {
        return new GridModel.Look(filter, false, List.of(), new Position.First(), OptionalLong.of(1));
    }
}
