package dev.lifeboat.ui.browser.read;

import java.util.List;
import java.util.Optional;

/** What comes back when a page is asked for. */
public sealed interface Answer {
    /**
     * A page.
     *
     * @param rows     each with one cell per column of the table
     * @param previous empty on the first page
     * @param next     empty on the last page
     */
    record Rows(List<GridRow> rows, Optional<Position> previous, Optional<Position> next) implements Answer {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** No page: the filter holds a value that is none of its column's type. */
    record Refused(WrongValue value) implements Answer {}
}
