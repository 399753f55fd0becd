package dev.lifeboat.ui.browser.read;

import java.util.List;

/** One row of the grid. Two rows with the same values are still two rows: equality is identity. */
public final class GridRow {
    private final List<Cell> cells;
    private final List<String> key;

    /** @param key the values of the columns that tell the rows apart, in text form; empty when there are none */
    public GridRow(List<Cell> cells, List<String> key) {
        this.cells = List.copyOf(cells);
        this.key = List.copyOf(key);
    }

    public Cell cell(int column) {
        return cells.get(column);
    }

    public List<Cell> cells() {
        return cells;
    }

    public List<String> key() {
        return key;
    }
}
