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
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
    private CatalogTable table;
    private Marks marks = Marks.NONE;
    private List<GridRow> newRows = List.of();
    private boolean settling;

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
            getItems().removeAll(newRows.stream().filter(row -> !added.contains(row)).toList());
            if (table != null) getItems().addAll(added.stream().filter(row -> !newRows.contains(row)).toList());
            newRows = List.copyOf(added);
        }
        refresh();
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
        return column;
    }

    private static Node heading(CatalogColumn column, boolean key) {
        var name = new Label(column.name());
        name.getStyleClass().add("browser-heading-name");
        var type = new Label(column.type());
        type.getStyleClass().addAll(Css.QUIET, "browser-heading-type");
        var line = Layout.row(Css.GAP_SMALL, name);
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
        sorted.accept(getSortOrder().stream()
                .map(column -> new SortBy(columnOf(column).name(), column.getSortType() == TableColumn.SortType.DESCENDING)).toList());
    }

    private CatalogColumn columnOf(TableColumn<GridRow, ?> column) {
        return table.columns().get(indexOf(column));
    }

    /** Which column of the table a column of the grid shows, wherever it was dragged to. */
    public static int indexOf(TableColumnBase<?, ?> column) {
        return Integer.parseInt(column.getId().substring("browser-column-".length()));
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
