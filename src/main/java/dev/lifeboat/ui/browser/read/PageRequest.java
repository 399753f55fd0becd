package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.CatalogTable;
import java.util.List;

/**
 * Which rows of a table are looked at, and in what order.
 *
 * @param order  the columns that were asked for; the key follows them, so that the order is total
 * @param filter conditions that rows must meet
 * @param any    whether one of the conditions is enough; otherwise all must hold
 * @param size   rows on a page
 */
public record PageRequest(String database, CatalogTable table, List<SortBy> order, List<Condition> filter, boolean any, int size) {
    public PageRequest {
        order = List.copyOf(order);
        filter = List.copyOf(filter);
    }

    /** All conditions must hold. */
    public PageRequest(String database, CatalogTable table, List<SortBy> order, List<Condition> filter, int size) {
        this(database, table, order, filter, false, size);
    }

    public PageRequest orderedBy(List<SortBy> wanted) {
        return new PageRequest(database, table, wanted, filter, any, size);
    }

    public PageRequest filteredBy(List<Condition> wanted, boolean oneIsEnough) {
        return new PageRequest(database, table, order, wanted, oneIsEnough, size);
    }

    public PageRequest sized(int wanted) {
        return new PageRequest(database, table, order, filter, any, wanted);
    }
}
