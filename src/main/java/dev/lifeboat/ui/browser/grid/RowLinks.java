package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.ui.browser.read.GridRow;
import java.util.Set;

/** Where the values of the grid lead to. */
public interface RowLinks {
    /** Leads nowhere. */
    RowLinks NONE = new RowLinks() {
        @Override
        public Set<String> columns() {
            return Set.of();
        }

        @Override
        public void follow(GridRow row, String column) {}

        @Override
        public void related(GridRow row) {}

        @Override
        public void focused(GridRow row) {}
    };

    /** The columns whose values lead somewhere. */
    Set<String> columns();

    /** Goes where a value leads. */
    void follow(GridRow row, String column);

    /** Shows what a row is related to. */
    void related(GridRow row);

    /** The focus came to a cell of this row. */
    void focused(GridRow row);
}
