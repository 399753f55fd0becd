package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.PageRequest;
import dev.lifeboat.ui.browser.value.ValueModel;
import dev.lifeboat.ui.browser.value.ValuePane;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Trouble;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The rows of a table or view, page by page: filter above, value details and pager below. */
public final class DataPane extends VBox {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination COPY_ROWS = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);

    private final GridModel model;
    private final GridTable table;
    private final FilterBar filter;
    private final ValueModel value;
    private final ValuePane details;
    private final SplitPane split = new SplitPane();
    private final StackPane middle = new StackPane(split);
    private final ProgressBar busy = new ProgressBar();
    private long offeredFor = -1;

    public DataPane(GridModel model, Formats formats) {
        this.model = model;
        table = new GridTable(formats, model::orderBy);
        filter = new FilterBar(model::filterBy, model::labels);
        value = model.value();
        details = new ValuePane(value, formats, this::closeDetails);
        getStyleClass().addAll("browser-data", Css.GAP_SMALL);
        split.setOrientation(Orientation.VERTICAL);
        split.getStyleClass().add("browser-data-split");
        split.getItems().add(table);
        VBox.setVgrow(middle, Priority.ALWAYS);
        busy.getStyleClass().addAll("browser-busy", atlantafx.base.theme.Styles.SMALL);
        busy.setMaxWidth(Double.MAX_VALUE);
        busy.setAccessibleText(Messages.text("browser.reading"));
        getChildren().addAll(filter, new Trouble("browser-grid-error", model.errorProperty(), model::retry), busy, middle, new Pager(model, formats));
        table.setContextMenu(menu());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        table.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) openDetails();
        });
        table.getFocusModel().focusedCellProperty().addListener(_ -> {
            if (split.getItems().contains(details)) showDetails();
        });
        model.shownProperty().addListener((_, _, shown) -> show(shown));
        model.wrongValueProperty().addListener((_, _, wrong) -> filter.show(wrong));
        model.loadingProperty().addListener(_ -> showBusy());
        show(model.shownProperty().get());
        showBusy();
    }

    /** One more condition of the filter. */
    public void addCondition() {
        filter.add();
    }

    /** The grid, for what stands on it. */
    public GridTable grid() {
        return table;
    }

    /** One more condition of the filter, in use at once. */
    public void filter(Condition condition) {
        filter.add(condition);
    }

    /** Lays something over the grid and its details. */
    public void over(Node node) {
        middle.getChildren().add(node);
    }

    /** Puts something below the grid. */
    public void below(Node node) {
        getChildren().add(getChildren().indexOf(middle) + 1, node);
    }

    private void show(GridModel.Shown shown) {
        split.setVisible(shown != null);
        if (shown == null) {
            offeredFor = -1;
            table.clear();
            filter.offer(java.util.List.of());
            closeDetails();
        } else {
            var request = shown.request();
            if (offeredFor != request.table().oid()) {
                offeredFor = request.table().oid();
                filter.offer(request.table().columns());
            }
            table.show(request.table(), shown.page().rows());
            table.setPlaceholder(placeholder(request));
        }
        showBusy();
    }

    private static Node placeholder(PageRequest request) {
        return request.filter().isEmpty()
                ? new EmptyState(Feather.INBOX, Messages.text("browser.empty.title"), Messages.text("browser.empty"))
                : new EmptyState(Feather.SEARCH, Messages.text("browser.nothing.title"), Messages.text("browser.nothing"));
    }

    /** The bar keeps its room, so that nothing jumps at each click. */
    private void showBusy() {
        busy.setVisible(model.loadingProperty().get());
    }

    private void pressed(KeyEvent event) {
        if (COPY.match(event)) copyCell();
        else if (COPY_ROWS.match(event)) copyRows();
        else if (event.getCode() == KeyCode.ENTER) openDetails();
        else if (event.getCode() == KeyCode.ESCAPE && split.getItems().contains(details)) closeDetails();
        else return;
        event.consume();
    }

    private ContextMenu menu() {
        var open = new MenuItem(Messages.text("browser.menu.details"), Layout.icon(Feather.MAXIMIZE_2));
        open.setOnAction(_ -> openDetails());
        var copy = new MenuItem(Messages.text("browser.menu.copy"), Layout.icon(Feather.COPY));
        copy.setAccelerator(COPY);
        copy.setOnAction(_ -> copyCell());
        var rows = new MenuItem(Messages.text("browser.menu.copyRows"));
        rows.setAccelerator(COPY_ROWS);
        rows.setOnAction(_ -> copyRows());
        return new ContextMenu(open, copy, rows);
    }

    private void copyCell() {
        var at = table.focusedPosition();
        if (at == null) return;
        int index = GridTable.indexOf(at.getTableColumn());
        var row = table.getItems().get(at.getRow());
        var cell = row.cell(index);
        if (cell.cut()) model.whole(row, index, ValuePane::copy);
        else ValuePane.copy(cell.isNull() ? "" : cell.isBinary() ? "\\x" + cell.text() : cell.text());
    }

    private void copyRows() {
        var rows = table.selectedRows();
        if (!rows.isEmpty()) model.asTsv(rows, ValuePane::copy);
    }

    private void openDetails() {
        if (table.focusedPosition() == null) return;
        if (!split.getItems().contains(details)) {
            split.getItems().add(details);
            split.setDividerPositions(0.65);
        }
        showDetails();
    }

    private void showDetails() {
        var at = table.focusedPosition();
        if (at == null || model.shownProperty().get() == null) return;
        int index = GridTable.indexOf(at.getTableColumn());
        model.open(table.getItems().get(at.getRow()), index);
    }

    private void closeDetails() {
        split.getItems().remove(details);
        value.clear();
        table.requestFocus();
    }
}
