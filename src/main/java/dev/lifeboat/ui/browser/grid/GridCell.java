package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;

/** How a value looks in the grid: one line, NULL as a word of another look, numbers at the right. */
final class GridCell extends TableCell<GridRow, Cell> {
    private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
    private static final PseudoClass BINARY = PseudoClass.getPseudoClass("binary");

    private final Formats formats;

    GridCell(CatalogColumn column, Formats formats) {
        this.formats = formats;
        getStyleClass().add("browser-cell");
        if (column.family() == CatalogColumn.Family.NUMBER) getStyleClass().add(Css.NUMERIC);
    }

    @Override
    protected void updateItem(Cell cell, boolean empty) {
        super.updateItem(cell, empty);
        boolean nothing = empty || cell == null;
        pseudoClassStateChanged(NULL, !nothing && cell.isNull());
        pseudoClassStateChanged(BINARY, !nothing && cell.isBinary());
        setText(nothing ? null : words(cell, formats));
        setAccessibleText(nothing ? null : cell.isNull() || !getText().isEmpty() ? getText() : Messages.text("browser.cell.empty"));
    }

    /** What a cell says: a line break shows as an arrow, a cut value ends in dots. */
    static String words(Cell cell, Formats formats) {
        if (cell.isNull()) return Messages.text("browser.cell.null");
        if (cell.isBinary()) return "\\x" + cell.text() + (cell.cut() ? "…" : "") + "  " + formats.size(cell.bytes());
        String line = cell.text().replace("\r\n", "⏎").replace('\n', '⏎').replace('\r', '⏎').replace('\t', '→');
        // The size stands before: what stands behind a long value is never seen.
        return cell.cut() ? (cell.bytes() >= 0 ? "(" + formats.size(cell.bytes()) + ") " : "") + line + "…" : line;
    }
}
