package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;

/** How a value looks in the grid: one line, NULL as a word of another look, numbers at the right. */
final class GridCell extends TableCell<GridRow, Cell> {
    private static final PseudoClass NULL = PseudoClass.getPseudoClass("null");
    private static final PseudoClass BINARY = PseudoClass.getPseudoClass("binary");

    private static final PseudoClass BLANK = PseudoClass.getPseudoClass("blank");
    private static final PseudoClass LINK = PseudoClass.getPseudoClass("leads");
    private static final PseudoClass WORD = PseudoClass.getPseudoClass("word");
    private static final PseudoClass PROBLEM = PseudoClass.getPseudoClass("problem");
    private static final Map<Marks.State, PseudoClass> STATES = Map.of(Marks.State.CHANGED, PseudoClass.getPseudoClass("changed"),
            Marks.State.NEW, PseudoClass.getPseudoClass("new"), Marks.State.DELETED, PseudoClass.getPseudoClass("deleted"));

    private final Formats formats;
    private final String name;
    private final int column;
    private final Supplier<Marks> marks;

    /** @param index of the column in its table; @param marks asked each time a value is shown */
    GridCell(CatalogColumn column, int index, Formats formats, Supplier<Marks> marks) {
        setAccessibleRoleDescription(Messages.text("browser.cell.column", column.name()));
        this.formats = formats;
        this.column = index;
        name = column.name();
        this.marks = marks;
        getStyleClass().add("browser-cell");
        if (column.family() == CatalogColumn.Family.NUMBER) getStyleClass().add(Css.NUMERIC);
    }

    @Override
    protected void updateItem(Cell read, boolean empty) {
        super.updateItem(read, empty);
        int row = getIndex();
        var mark = empty || read == null || row < 0 || row >= getTableView().getItems().size() ? Marks.Mark.NONE
                : marks.get().of(getTableView().getItems().get(row), column);
        var cell = mark.cell().orElse(read);
        boolean nothing = empty || cell == null;
        pseudoClassStateChanged(NULL, !nothing && cell.isNull());
        pseudoClassStateChanged(BINARY, !nothing && cell.isBinary());
        pseudoClassStateChanged(BLANK, !nothing && !cell.isNull() && cell.text().isEmpty() && mark.word().isEmpty());
        pseudoClassStateChanged(LINK, !nothing && leads());
        setText(nothing ? null : mark.word().orElseGet(() -> words(cell, formats)));
        show(mark, nothing ? null : spoken(cell));
    }

    /** What a screen reader says, before the column: the value, and that it is only its beginning. */
    private String spoken(Cell cell) {
        String said = getText().isEmpty() ? Messages.text("browser.cell.empty") : getText();
        return cell.cut() ? Messages.text("browser.cell.cut", said) : said;
    }

    private void show(Marks.Mark mark, String said) {
        STATES.forEach((state, look) -> pseudoClassStateChanged(look, mark.state() == state));
        pseudoClassStateChanged(WORD, mark.word().isPresent());
        pseudoClassStateChanged(PROBLEM, mark.problem().isPresent());
        String state = mark.state() == Marks.State.SAME ? "" : ", " + Messages.text("browser.cell.state." + mark.state().name().toLowerCase(Locale.ROOT));
        setAccessibleText(said == null ? null : said + state + mark.problem().map(problem -> ", " + problem).orElse(""));
        setTooltip(mark.problem().map(Tooltip::new).orElse(null));
    }

    /** Whether its value leads to another row. */
    boolean leads() {
        return getItem() != null && !getItem().isNull() && getTableView() instanceof GridTable table && table.leads(name);
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
