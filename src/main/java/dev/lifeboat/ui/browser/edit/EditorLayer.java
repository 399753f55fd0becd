package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.grid.GridTable;
import dev.lifeboat.ui.browser.read.GridRow;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Pane;

/** Holds the editor over the cell that is edited; takes no click while there is none. */
final class EditorLayer extends Pane {
    private static final double NARROWEST = 340;

    private final EditModel model;
    private final GridTable table;
    private final CellEditor editor;

    EditorLayer(EditModel model, GridTable table) {
        this.model = model;
        this.table = table;
        editor = new CellEditor(model, this::close);
        setPickOnBounds(false);
        setVisible(false);
        setManaged(true);
        getChildren().add(editor);
        table.getItems().addListener((javafx.collections.ListChangeListener<GridRow>) _ -> {
            if (isVisible()) editor.keepTyped();
        });
    }

    /** Begins with what the column is to hold, or held. Does nothing but say why where it cannot be edited. */
    void open(GridRow row, CatalogColumn column) {
        var rules = model.rulesProperty().get();
        boolean isNew = model.isNew(row);
        if (model.refuses(isNew ? rules.insert(column) : rules.update(column))) return;
        if (isNew) {
            var staged = model.change(row).map(RowChange.Inserted.class::cast).orElseThrow();
            show(row, column, Original.NULL, staged.values().getOrDefault(column.name(), new Value.Default()));
            return;
        }
        var staged = model.change(row).flatMap(change -> change instanceof RowChange.Updated(_, var cells) ? Optional.ofNullable(cells.get(column.name())) : Optional.empty());
        model.original(row, column, original -> {
            if (staged.isEmpty() && !original.isWhole()) model.tooLong(column);
            else show(row, column, original, staged.map(RowChange.CellChange::after).orElseGet(() -> original.text().<Value>map(Value.Text::new).orElseGet(Value.Null::new)));
        });
    }

    private void show(GridRow row, CatalogColumn column, Original original, Value now) {
        int index = model.table().columns().indexOf(column);
        table.getVisibleLeafColumns().stream().filter(shown -> GridTable.indexOf(shown) == index).findFirst().ifPresent(table::scrollToColumn);
        table.layout();
        editor.edit(row, column, original, now);
        setVisible(true);
        place(cell(row, index));
        editor.focusInput();
    }

    private Bounds cell(GridRow row, int column) {
        int index = table.getItems().indexOf(row);
        return table.lookupAll(".table-cell").stream().filter(node -> node instanceof TableCell<?, ?> cell && cell.getIndex() == index && cell.getTableRow() != null && cell.getTableRow().isVisible()
                        && cell.getTableColumn() != null && GridTable.indexOf(cell.getTableColumn()) == column).findFirst()
                .map(node -> sceneToLocal(node.localToScene(node.getBoundsInLocal()))).orElseGet(() -> new BoundingBox(40, 60, NARROWEST, 30));
    }

    private void place(Bounds cell) {
        applyCss();
        double width = Math.min(Math.max(cell.getWidth(), NARROWEST), getWidth());
        double height = editor.prefHeight(width);
        double x = Math.clamp(cell.getMinX(), 0, Math.max(0, getWidth() - width));
        double y = Math.clamp(cell.getMinY(), 0, Math.max(0, getHeight() - height));
        editor.relocate(x, y);
        editor.setPrefWidth(width);
    }

    private void close() {
        boolean here = editor.isFocusWithin();
        setVisible(false);
        if (here) table.requestFocus();
    }
}
