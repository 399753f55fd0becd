package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.GridRow;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of the grid that stand for rows which are not there yet: the same one for a number each time. */
final class NewRows {
    private final Map<Long, GridRow> rows = new HashMap<>();
    /** A row of the grid is equal to itself only. */
    private final Map<GridRow, Long> numbers = new HashMap<>();
    private long last;

    /** The number of the next new row. */
    long next() {
        return ++last;
    }

    GridRow row(long number, int columns) {
        return rows.computeIfAbsent(number, _ -> {
            var row = new GridRow(Collections.nCopies(columns, Cell.NULL), List.of());
            numbers.put(row, number);
            return row;
        });
    }

    boolean has(GridRow row) {
        return numbers.containsKey(row);
    }

    /** @throws NoSuchElementException when the row is there */
    long number(GridRow row) {
        return Optional.ofNullable(numbers.get(row)).orElseThrow();
    }
}
