package dev.lifeboat.ui.browser.grid;

import java.util.List;

/**
 * How a person arranged the columns of a table.
 *
 * @param columns in the order they are shown; columns that came since are not among them
 */
public record GridLayout(String stack, String database, String schema, String table, List<Column> columns) {
    public GridLayout {
        columns = List.copyOf(columns);
    }

    /** @param width in pixels */
    public record Column(String name, double width, boolean shown) {}
}
