package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.GridRow;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of the grid that stand for rows which are not there yet: the same one for a number each time. */
final class NewRows {
    private final Map<Long, GridRow> rows = new HashMap<>();
    private long last;

    /** The number of the next new row. */
    long next() {
        return ++last;
    }

    GridRow row(long number, int columns) {
        return rows.computeIfAbsent(number, _ -> new GridRow(Collections.nCopies(columns, Cell.NULL), List.of()));
    }

    boolean has(GridRow row) {
        return row.key().isEmpty() && rows.containsValue(row);
    }

    /** @throws java.util.NoSuchElementException when the row is there */
    long number(GridRow row) {
        return rows.entrySet().stream().filter(entry -> entry.getValue() == row).findFirst().orElseThrow().getKey();
    }
}
