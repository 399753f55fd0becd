package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.CatalogTable;
import java.util.List;

/**
 * Which rows of a table are looked at, and in what order.
 *
 * @param order  the columns that were asked for; the key follows them, so that the order is total
 * @param filter conditions that must all hold
 * @param size   rows on a page
 */
public record PageRequest(String database, CatalogTable table, List<SortBy> order, List<Condition> filter, int size) {
    public PageRequest {
        order = List.copyOf(order);
        filter = List.copyOf(filter);
    }

    public PageRequest orderedBy(List<SortBy> wanted) {
        return new PageRequest(database, table, wanted, filter, size);
    }

    public PageRequest filteredBy(List<Condition> wanted) {
        return new PageRequest(database, table, order, wanted, size);
    }

    public PageRequest sized(int wanted) {
        return new PageRequest(database, table, order, filter, wanted);
    }
}
