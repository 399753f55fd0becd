package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.PageRequest;
import dev.lifeboat.ui.browser.value.ValueModel;
import dev.lifeboat.ui.browser.value.ValuePane;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Trouble;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.WindowEvent;
import org.kordamp.ikonli.feather.Feather;

/** The rows of a table or view, page by page: filter above, value details and pager below. */
public final class DataPane extends VBox {
    private final GridModel model;
    private final GridTable table;
    private final FilterBar filter;
    private final ValueModel value;
    private final ValuePane details;
    private final GridMenu menu;
    private final ColumnChooser columns;
    private final HBox beside = Layout.row(Css.GAP);
    private final SplitPane split = new SplitPane();
    private final StackPane middle = new StackPane(split);
    private final ProgressBar busy = new ProgressBar();
    private long offeredFor = -1;
    private RowLinks links = RowLinks.NONE;

    public DataPane(GridModel model, Formats formats) {
        this.model = model;
        table = new GridTable(formats, model::orderBy);
        filter = new FilterBar(model::filterBy, model::labels);
        value = model.value();
        details = new ValuePane(value, formats, this::closeDetails);
        menu = new GridMenu(model, table, this::openDetails, filter::add);
        columns = new ColumnChooser(table, this::resetColumns, this::chooseColumns);
        getStyleClass().addAll("browser-data", Css.GAP_SMALL);
        split.setOrientation(Orientation.VERTICAL);
        split.getStyleClass().add("browser-data-split");
        beside.setFillHeight(true);
        beside.getChildren().add(table);
        HBox.setHgrow(table, Priority.ALWAYS);
        table.setMaxHeight(Double.MAX_VALUE);
        split.getItems().add(beside);
        VBox.setVgrow(middle, Priority.ALWAYS);
        busy.getStyleClass().addAll("browser-busy", atlantafx.base.theme.Styles.SMALL);
        busy.setMaxWidth(Double.MAX_VALUE);
        busy.setAccessibleText(Messages.text("browser.reading"));
        getChildren().addAll(filter, new Trouble("browser-grid-error", model.errorProperty(), model::retry), busy, middle, new Pager(model, formats));
        offerLinks(menu.menu());
        table.setContextMenu(menu.menu());
        table.onArranged(model.remembered()::arranged);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressedAnywhere);
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, this::grabbed);
        table.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) openDetails();
        });
        table.getFocusModel().focusedCellProperty().addListener(_ -> {
            if (split.getItems().contains(details)) showDetails();
            if (table.focusedPosition() != null) links.focused(table.getItems().get(table.focusedPosition().getRow()));
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

    /** The columns in the order they are shown. */
    public List<CatalogColumn> shownColumns() {
        return table.shownColumns();
    }

    /** Offers to write all rows to a file, in the menu and by its key. */
    public void onExport(Runnable export) {
        menu.onExport(export);
        onKey(GridKeys.EXPORT, export);
    }

    /** Offers to read rows from a file, in the menu and by its key. */
    public void onImport(Runnable load) {
        menu.onImport(load);
        onKey(GridKeys.IMPORT, load);
    }

    private void onKey(KeyCombination key, Runnable action) {
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (!key.match(event)) return;
            event.consume();
            action.run();
        });
    }

    /** Lays something over the grid and its details. */
    public void over(Node node) {
        middle.getChildren().add(node);
    }

    /** Puts something below the grid. */
    public void below(Node node) {
        getChildren().add(getChildren().indexOf(middle) + 1, node);
    }

    /** Says where values lead to; called again when that has become known. */
    public void link(RowLinks now) {
        links = now;
        table.link(now.columns());
    }

    /** Gives the focus to the first row. */
    public void focusRows() {
        table.requestFocus();
        if (!table.getItems().isEmpty() && !table.getVisibleLeafColumns().isEmpty()) table.getSelectionModel().clearAndSelect(0, table.getVisibleLeafColumn(0));
    }

    /** The row with the focus, to be related to others; empty when none has it. */
    public java.util.Optional<GridRow> focusedRow() {
        return java.util.Optional.ofNullable(table.focusedPosition()).map(at -> table.getItems().get(at.getRow()));
    }

    private void follow() {
        var at = table.focusedPosition();
        if (at != null) follow(at.getRow(), GridTable.indexOf(at.getTableColumn()));
    }

    private void follow(int row, int column) {
        links.follow(table.getItems().get(row), model.shownProperty().get().request().table().columns().get(column).name());
    }

    /** With Ctrl or Command a click goes where the value leads. */
    private void grabbed(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || !event.isShortcutDown() || event.isShiftDown()) return;
        for (Node node = event.getPickResult().getIntersectedNode(); node != null && node != table; node = node.getParent()) {
            if (node instanceof GridCell cell && !cell.isEmpty() && cell.leads()) {
                event.consume();
                follow(cell.getTableRow().getIndex(), GridTable.indexOf(cell.getTableColumn()));
                return;
            }
        }
    }

    private void show(GridModel.Shown shown) {
        split.setVisible(shown != null);
        if (shown == null) {
            offeredFor = -1;
            table.clear();
            filter.offer(List.of());
            closeDetails();
        } else {
            var request = shown.request();
            if (offeredFor != request.table().oid()) {
                offeredFor = request.table().oid();
                filter.offer(request.table().columns());
                filter.fill(request.filter(), request.any());
            }
            boolean another = !table.shows(request.table());
            table.show(request.table(), shown.page().rows());
            if (another) model.remembered().layoutProperty().get().ifPresent(layout -> table.arrange(layout.columns()));
            table.arrows(request.order());
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
        if (GridKeys.COPY.match(event)) menu.copy();
        else if (GridKeys.COPY_ROWS.match(event)) menu.copyRows();
        else if (GridKeys.OPEN.match(event)) openDetails();
        else if (GridKeys.FILTER.match(event)) menu.filterByValue();
        else if (GridKeys.SORT_UP.match(event)) table.sortBy(SortType.ASCENDING, false);
        else if (GridKeys.SORT_DOWN.match(event)) table.sortBy(SortType.DESCENDING, false);
        else if (GridKeys.SORT_MORE.match(event)) table.sortBy(SortType.ASCENDING, true);
        else if (GridKeys.FOLLOW.match(event)) follow();
        else if (GridKeys.RELATED.match(event)) focusedRow().ifPresent(links::related);
        else if (event.getCode() == KeyCode.ESCAPE && split.getItems().contains(details)) closeDetails();
        else return;
        event.consume();
    }

    /** Keys that work wherever in the pane the focus is. */
    private void pressedAnywhere(KeyEvent event) {
        var shown = model.shownProperty().get();
        if (shown == null) return;
        if (GridKeys.FIND.match(event)) addCondition();
        else if (GridKeys.COLUMNS.match(event)) chooseColumns();
        else if (GridKeys.FIRST.match(event)) model.first();
        else if (GridKeys.LAST.match(event)) model.last();
        else if (GridKeys.NEXT.match(event)) model.next();
        else if (GridKeys.PREVIOUS.match(event)) model.previous();
        else return;
        event.consume();
    }

    /** The ways to other rows, at the end of the menu of a cell. */
    private void offerLinks(ContextMenu menu) {
        var follow = GridMenu.item("follow", Feather.ARROW_RIGHT, GridKeys.FOLLOW, this::follow);
        var related = GridMenu.item("related", Feather.LINK, GridKeys.RELATED, () -> focusedRow().ifPresent(links::related));
        menu.getItems().addAll(new SeparatorMenuItem(), follow, related);
        menu.addEventHandler(WindowEvent.WINDOW_SHOWING, _ -> {
            var at = table.focusedPosition();
            follow.setDisable(at == null || !links.columns().contains(model.shownProperty().get().request().table().columns().get(GridTable.indexOf(at.getTableColumn())).name()));
        });
    }

    /** Shows beside the grid which columns there are, or hides it. */
    public void chooseColumns() {
        if (beside.getChildren().remove(columns)) {
            table.requestFocus();
        } else if (model.shownProperty().get() != null) {
            beside.getChildren().add(columns);
            columns.focusSearch();
        }
    }

    private void resetColumns() {
        table.arrangeAnew();
        model.remembered().forgetArrangement();
    }

    private void openDetails() {
        if (table.focusedPosition() == null) return;
        if (!split.getItems().contains(details)) {
            split.getItems().add(details);
            split.setDividerPositions(0.58);
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
