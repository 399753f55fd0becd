package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.CatalogColumn;
import java.util.ArrayList;
import java.util.List;

/** How a condition compares a column with what a person typed. */
public enum Operator {
    EQUAL, DIFFERENT, LESS, AT_MOST, GREATER, AT_LEAST, CONTAINS, STARTS_WITH, IN, IS_NULL, IS_NOT_NULL;

    /** Whether a value must be typed. */
    public boolean takesValue() {
        return this != IS_NULL && this != IS_NOT_NULL;
    }

    /** Those that make sense for a column, the likeliest first. */
    public static List<Operator> offeredFor(CatalogColumn column) {
        var offered = new ArrayList<Operator>();
        if (column.family() == CatalogColumn.Family.TEXT) offered.addAll(List.of(CONTAINS, STARTS_WITH));
        if (column.sortable()) {
            offered.addAll(List.of(EQUAL, DIFFERENT));
            if (column.family() != CatalogColumn.Family.BOOLEAN) offered.addAll(List.of(LESS, AT_MOST, GREATER, AT_LEAST));
            if (column.family() != CatalogColumn.Family.ARRAY && column.family() != CatalogColumn.Family.BOOLEAN) offered.add(IN);
        }
        if (column.family() != CatalogColumn.Family.TEXT && column.family() != CatalogColumn.Family.BINARY) {
            offered.addAll(List.of(CONTAINS, STARTS_WITH));
        }
        offered.addAll(List.of(IS_NULL, IS_NOT_NULL));
        return List.copyOf(offered);
    }
}
