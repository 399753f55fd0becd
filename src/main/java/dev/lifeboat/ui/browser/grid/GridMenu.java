package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.value.ValuePane;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What can be done with the focused cell and the selected ones: look, copy, filter, sort. */
final class GridMenu {
    private final GridModel model;
    private final GridTable table;
    private final Consumer<Condition> filter;
    private final ContextMenu menu = new ContextMenu();
    private final Menu copyAs;

    /** @param filter adds a condition and uses it */
    GridMenu(GridModel model, GridTable table, Runnable open, Consumer<Condition> filter) {
        this.model = model;
        this.table = table;
        this.filter = filter;
        copyAs = new CopyMenu(model.copying(), this::copy);
        menu.getItems().addAll(item("details", Feather.MAXIMIZE_2, GridKeys.OPEN, open), new SeparatorMenuItem(),
                item("copy", Feather.COPY, GridKeys.COPY, this::copy), item("copyRows", null, GridKeys.COPY_ROWS, this::copyRows), copyAs,
                new SeparatorMenuItem(),
                item("filterEqual", Feather.FILTER, GridKeys.FILTER, () -> filterBy(Operator.EQUAL, Operator.IS_NULL)),
                item("filterDifferent", null, null, () -> filterBy(Operator.DIFFERENT, Operator.IS_NOT_NULL)),
                new SeparatorMenuItem(),
                item("sortUp", Feather.ARROW_UP, GridKeys.SORT_UP, () -> table.sortBy(SortType.ASCENDING, false)),
                item("sortDown", Feather.ARROW_DOWN, GridKeys.SORT_DOWN, () -> table.sortBy(SortType.DESCENDING, false)),
                item("sortMore", null, GridKeys.SORT_MORE, () -> table.sortBy(SortType.ASCENDING, true)),
                item("sortNone", null, null, () -> table.getSortOrder().clear()),
                item("hide", Feather.EYE_OFF, null, table::hideFocused));
    }

    ContextMenu menu() {
        return menu;
    }

    /** Offers to write all rows to a file. */
    void onExport(Runnable export) {
        var item = item("export", Feather.DOWNLOAD, GridKeys.EXPORT, export);
        menu.getItems().add(menu.getItems().indexOf(copyAs) + 1, item);
    }

    /** Offers to read rows from a file. */
    void onImport(Runnable load) {
        var item = item("import", Feather.UPLOAD, GridKeys.IMPORT, load);
        menu.getItems().add(menu.getItems().indexOf(copyAs) + 2, item);
    }

    static MenuItem item(String key, Ikon icon, KeyCombination keys, Runnable action) {
        var item = new MenuItem(Messages.text("browser.menu." + key));
        item.setId("browser-menu-" + key);
        if (icon != null) item.setGraphic(Layout.icon(icon));
        if (keys != null) item.setAccelerator(keys);
        item.setOnAction(_ -> action.run());
        return item;
    }

    /** The selected cells, or the focused one. */
    void copy() {
        var rows = table.selectedRows();
        var columns = table.selectedColumns();
        if (!rows.isEmpty()) model.copy(rows, columns, ValuePane::copy);
    }

    /** The rows with a selected cell, with the columns that are shown. */
    void copyRows() {
        var rows = table.selectedRows();
        if (!rows.isEmpty()) model.copyRows(rows, table.shownColumns(), ValuePane::copy);
    }

    /** The rows whose value is that of the focused cell. */
    void filterByValue() {
        filterBy(Operator.EQUAL, Operator.IS_NULL);
    }

    private void filterBy(Operator value, Operator none) {
        var at = table.focusedPosition();
        if (at == null) return;
        int index = GridTable.indexOf(at.getTableColumn());
        var column = model.shownProperty().get().request().table().columns().get(index);
        var cell = table.getItems().get(at.getRow()).cell(index);
        if (cell.isNull()) filter.accept(new Condition(column.name(), none, ""));
        else if (column.sortable() && !cell.cut()) filter.accept(new Condition(column.name(), value, (cell.isBinary() ? "\\x" : "") + cell.text()));
    }
}
