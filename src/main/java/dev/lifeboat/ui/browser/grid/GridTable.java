package dev.lifeboat.ui.browser.grid;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.SortBy;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** The rows themselves, under headings with name and type. A click on a heading asks the server for another order. */
public final class GridTable extends TableView<GridRow> {
    private static final double ROW = 30;
    private static final double CHARACTER = 8;
    private static final double PADDING = 24;
    private static final double ARROW = 26;
    private static final double NARROWEST = 70;
    private static final double WIDEST = 320;

    private final Formats formats;
    private final Consumer<List<SortBy>> sorted;
    private final PauseTransition arranging = new PauseTransition(Duration.millis(400));
    private CatalogTable table;
    private Marks marks = Marks.NONE;
    private List<GridRow> newRows = List.of();
    private List<GridLayout.Column> own = List.of();
    private boolean settling;
    private Set<String> links = Set.of();

    /** @param sorted is told the columns of the new order, the first being the most important */
    public GridTable(Formats formats, Consumer<List<SortBy>> sorted) {
        this.formats = formats;
        this.sorted = sorted;
        setId("browser-grid");
        setAccessibleText(Messages.text("browser.data"));
        getStyleClass().addAll("browser-grid", Styles.DENSE, Styles.STRIPED);
        setFixedCellSize(ROW);
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        setTableMenuButtonVisible(false);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        getSelectionModel().setCellSelectionEnabled(true);
        setSortPolicy(_ -> true);
        getSortOrder().addListener((ListChangeListener<TableColumn<GridRow, ?>>) _ -> tell());
        getColumns().addListener((ListChangeListener<TableColumn<GridRow, ?>>) _ -> arranged());
    }

    /** @param told the columns as a person has arranged them, some time after the last change */
    void onArranged(Consumer<List<GridLayout.Column>> told) {
        arranging.setOnFinished(_ -> {
            if (table != null) told.accept(arrangement());
        });
    }

    private void arranged() {
        if (!settling) arranging.playFromStart();
    }

    private List<GridLayout.Column> arrangement() {
        return getColumns().stream().map(column -> new GridLayout.Column(columnOf(column).name(), Math.round(column.getWidth()), column.isVisible())).toList();
    }

    /** Brings the columns into an order, with their widths; those that it does not know stay behind the others. */
    void arrange(List<GridLayout.Column> wanted) {
        settling = true;
        var sortOrder = List.copyOf(getSortOrder());
        var left = new ArrayList<>(getColumns());
        var ordered = new ArrayList<TableColumn<GridRow, ?>>();
        for (var each : wanted) {
            left.stream().filter(column -> columnOf(column).name().equals(each.name())).findFirst().ifPresent(column -> {
                left.remove(column);
                ordered.add(column);
                column.setPrefWidth(each.width());
                column.setVisible(each.shown());
            });
        }
        ordered.addAll(left);
        // Something must be seen, whatever is remembered.
        if (!ordered.isEmpty() && ordered.stream().noneMatch(TableColumn::isVisible)) ordered.getFirst().setVisible(true);
        getColumns().setAll(ordered);
        getSortOrder().setAll(sortOrder);
        settling = false;
    }

    /** The table's own order and widths. */
    void arrangeAnew() {
        arrange(own);
    }

    /** Puts a column at another place. */
    void move(int from, int to) {
        settling = true;
        var sortOrder = List.copyOf(getSortOrder());
        var columns = new ArrayList<>(getColumns());
        columns.add(to, columns.remove(from));
        getColumns().setAll(columns);
        getSortOrder().setAll(sortOrder);
        settling = false;
        arranged();
    }

    /** Whether its columns are those of this table. */
    boolean shows(CatalogTable of) {
        return of.equals(table);
    }

    /** Shows a page; the columns, their widths and the order stay while the table is the same. */
    public void show(CatalogTable of, List<GridRow> rows) {
        if (!of.equals(table)) {
            table = of;
            settling = true;
            // Rows of the old columns must never be asked for values of the new ones.
            getItems().clear();
            getSortOrder().clear();
            getColumns().setAll(IntStream.range(0, of.columns().size()).mapToObj(i -> column(i, rows)).toList());
            own = getColumns().stream().map(column -> new GridLayout.Column(columnOf(column).name(), column.getPrefWidth(), true)).toList();
            settling = false;
        }
        getItems().setAll(rows);
        getItems().addAll(newRows);
        getSelectionModel().clearSelection();
        if (!rows.isEmpty()) scrollTo(0);
    }

    /** Shows what stands over the values, and rows that are not there yet below those of the page. */
    public void mark(Marks now, List<GridRow> added) {
        marks = now;
        if (!added.equals(newRows)) {
            var wanted = new HashSet<>(added);
            var before = new HashSet<>(newRows);
            getItems().removeIf(row -> before.contains(row) && !wanted.contains(row));
            if (table != null) getItems().addAll(added.stream().filter(row -> !before.contains(row)).toList());
            newRows = List.copyOf(added);
        }
        refresh();
    }

    /** Shows by arrows in what order the rows are, without asking for it. */
    void arrows(List<SortBy> order) {
        settling = true;
        var marked = order.stream().flatMap(sort -> getColumns().stream().filter(column -> columnOf(column).name().equals(sort.column())).peek(column ->
                column.setSortType(sort.descending() ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING))).toList();
        if (!getSortOrder().equals(marked)) getSortOrder().setAll(marked);
        settling = false;
    }

    /** Says which columns lead somewhere. */
    void link(Set<String> columns) {
        links = columns;
        refresh();
    }

    boolean leads(String column) {
        return links.contains(column);
    }

    /** Forgets the rows; the columns stay until others come, because taking them away costs a layout that nobody sees. */
    void clear() {
        table = null;
        getItems().clear();
    }

    private TableColumn<GridRow, Cell> column(int index, List<GridRow> rows) {
        var of = table.columns().get(index);
        var column = new TableColumn<GridRow, Cell>();
        column.setId("browser-column-" + index);
        column.setGraphic(heading(of, table.key().contains(of.name())));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().cell(index)));
        column.setCellFactory(_ -> new GridCell(of, index, formats, () -> marks));
        column.setSortable(of.sortable());
        column.sortTypeProperty().addListener(_ -> tell());
        column.setReorderable(true);
        column.setPrefWidth(width(of, index, rows));
        column.widthProperty().addListener(_ -> arranged());
        column.visibleProperty().addListener(_ -> arranged());
        return column;
    }

    private static Node heading(CatalogColumn column, boolean key) {
        var name = new Label(column.name());
        name.getStyleClass().add("browser-heading-name");
        var type = new Label(column.type());
        type.getStyleClass().addAll(Css.QUIET, "browser-heading-type");
        var place = new Label();
        place.getStyleClass().add("browser-heading-place");
        place.setMinWidth(USE_PREF_SIZE);
        place.managedProperty().bind(place.textProperty().isNotEmpty());
        var line = Layout.row(Css.GAP_SMALL, name, place);
        if (key) line.getChildren().addFirst(Layout.icon(Feather.KEY, "browser-key"));
        var heading = Layout.column("browser-heading", line, type);
        Tooltip.install(heading, new Tooltip(Messages.text(column.sortable() ? "browser.heading" : "browser.heading.unsortable",
                column.name(), column.type(), Messages.text(column.notNull() ? "browser.notNull" : "browser.nullable"),
                column.comment().map(comment -> "\n" + comment).orElse(""))));
        return new HBox(heading);
    }

    private double width(CatalogColumn column, int index, List<GridRow> rows) {
        double heading = Math.max(column.name().length(), column.type().length() - 3) * CHARACTER + ARROW
                + (table.key().contains(column.name()) ? 20 : 0);
        double widest = 0;
        for (var row : rows.subList(0, Math.min(rows.size(), 50))) {
            widest = Math.max(widest, GridCell.words(row.cell(index), formats).length() * CHARACTER);
        }
        return Math.clamp(Math.max(heading, widest) + PADDING, NARROWEST, WIDEST);
    }

    private void tell() {
        if (settling || table == null) return;
        showPlaces();
        sorted.accept(getSortOrder().stream()
                .map(column -> new SortBy(columnOf(column).name(), column.getSortType() == TableColumn.SortType.DESCENDING)).toList());
    }

    /** With several columns in the order, which comes first is written beside their names. */
    private void showPlaces() {
        for (var column : getColumns()) {
            int place = getSortOrder().indexOf(column);
            var label = (Label) column.getGraphic().lookup(".browser-heading-place");
            label.setText(getSortOrder().size() > 1 && place >= 0 ? String.valueOf(place + 1) : "");
        }
    }

    /** Sorts by the focused column. @param more behind those that are sorted by already */
    void sortBy(TableColumn.SortType direction, boolean more) {
        var at = focusedPosition();
        if (at == null || !at.getTableColumn().isSortable()) return;
        @SuppressWarnings("unchecked")
        var column = (TableColumn<GridRow, ?>) at.getTableColumn();
        settling = true;
        column.setSortType(direction);
        if (!more) getSortOrder().clear();
        getSortOrder().remove(column);
        settling = false;
        getSortOrder().add(column);
    }

    void hideFocused() {
        var at = focusedPosition();
        if (at != null && getVisibleLeafColumns().size() > 1) at.getTableColumn().setVisible(false);
    }

    /** The name of what a column shows. */
    String nameOf(TableColumn<GridRow, ?> column) {
        return columnOf(column).name();
    }

    private CatalogColumn columnOf(TableColumn<GridRow, ?> column) {
        return table.columns().get(indexOf(column));
    }

    /** Which column of the table a column of the grid shows, wherever it was dragged to. */
    public static int indexOf(TableColumnBase<?, ?> column) {
        return Integer.parseInt(column.getId().substring("browser-column-".length()));
    }

    /** The columns with a selected cell, in the order they are shown. */
    List<CatalogColumn> selectedColumns() {
        var selected = getSelectionModel().getSelectedCells().stream().<Object>map(position -> position.getTableColumn()).collect(Collectors.toSet());
        return getVisibleLeafColumns().stream().filter(selected::contains).map(this::columnOf).toList();
    }

    /** Which columns of the table have a selected cell, in the order they are shown. Columns of a result may look the same. */
    public List<Integer> selectedColumnIndexes() {
        var selected = getSelectionModel().getSelectedCells().stream().<Object>map(position -> position.getTableColumn()).collect(Collectors.toSet());
        return getVisibleLeafColumns().stream().filter(selected::contains).map(GridTable::indexOf).toList();
    }

    /** Which columns of the table are shown, in their order. */
    public List<Integer> shownColumnIndexes() {
        return getVisibleLeafColumns().stream().map(GridTable::indexOf).toList();
    }

    /** The columns in the order they are shown. */
    List<CatalogColumn> shownColumns() {
        return getVisibleLeafColumns().stream().map(this::columnOf).toList();
    }

    /** The rows with a selected cell, in their order. */
    public List<GridRow> selectedRows() {
        return getSelectionModel().getSelectedCells().stream().map(position -> position.getRow()).distinct().sorted().map(getItems()::get).toList();
    }

    /** The cell that has the focus; null when none has. */
    public TablePosition<?, ?> focusedPosition() {
        var position = getFocusModel().getFocusedCell();
        return position == null || position.getTableColumn() == null || position.getRow() < 0 || position.getRow() >= getItems().size() ? null : position;
    }
}
