package dev.lifeboat.ui.browser;

import java.util.List;

/** One row of the grid. Two rows with the same values are still two rows: equality is identity. */
final class GridRow {
    private final List<Cell> cells;
    private final List<String> key;

    /** @param key the values of the columns that tell the rows apart, in text form; empty when there are none */
    GridRow(List<Cell> cells, List<String> key) {
        this.cells = List.copyOf(cells);
        this.key = List.copyOf(key);
    }

    Cell cell(int column) {
        return cells.get(column);
    }

    List<Cell> cells() {
        return cells;
    }

    List<String> key() {
        return key;
    }
}
