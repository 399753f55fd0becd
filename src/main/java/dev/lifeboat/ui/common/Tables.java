package dev.lifeboat.ui.common;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/** Tables as all views use them: rows of one height, so that any length scrolls smoothly. */
public final class Tables {
    /** The height of a row, in pixels. */
    public static final double ROW = 36;

    /** How small a column gets, as a share of the width it was given. */
    private static final double SMALLEST = 0.85;

    /** How wide the tooltip with a whole text gets, in pixels. */
    private static final double TOOLTIP = 600;

    private Tables() {}

    /** An empty table; {@code name} is its accessible name, {@code placeholder} what it shows while it is empty. */
    public static <T> TableView<T> table(String id, String name, Node placeholder) {
        var table = new TableView<T>();
        table.setId(id);
        table.setAccessibleText(name);
        table.setPlaceholder(placeholder);
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        return table;
    }

    /** A column of text; a tooltip shows the whole of what may be cut. The column sorts by the text. */
    public static <T> TableColumn<T, String> text(String title, double width, Function<T, String> value) {
        var column = new TableColumn<T, String>(title);
        column.setPrefWidth(width);
        column.setMinWidth(width * SMALLEST);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setCellFactory(_ -> new TextCell<>());
        return column;
    }

    /** A column that sorts by a value and shows it as text, numbers at the right. */
    public static <T, V extends Comparable<? super V>> TableColumn<T, V> value(
            String title, double width, Function<T, V> value, Function<V, String> words) {
        var column = new TableColumn<T, V>(title);
        column.setPrefWidth(width);
        column.setMinWidth(width * SMALLEST);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setCellFactory(_ -> new ValueCell<>(words));
        return column;
    }

    /** A column that shows a node for each row, such as a pill. */
    public static <T> TableColumn<T, T> node(String title, double width, Function<T, Node> node) {
        var column = new TableColumn<T, T>(title);
        column.setPrefWidth(width);
        column.setMinWidth(width * SMALLEST);
        column.setSortable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new NodeCell<>(node));
        return column;
    }

    private static final class TextCell<T> extends TableCell<T, String> {
        private final Tooltip whole = new Tooltip();

        TextCell() {
            whole.setWrapText(true);
            whole.setMaxWidth(TOOLTIP);
        }

        @Override
        protected void updateItem(String text, boolean empty) {
            super.updateItem(text, empty);
            boolean nothing = empty || text == null || text.isBlank();
            setText(nothing ? null : text);
            whole.setText(nothing ? "" : text);
            setTooltip(nothing ? null : whole);
        }
    }

    private static final class ValueCell<T, V> extends TableCell<T, V> {
        private final Function<V, String> words;

        ValueCell(Function<V, String> words) {
            this.words = words;
        }

        @Override
        protected void updateItem(V value, boolean empty) {
            super.updateItem(value, empty);
            setText(empty || value == null ? null : words.apply(value));
            // A stylesheet wins over an alignment that is set here.
            getStyleClass().remove(Css.NUMERIC);
            if (value instanceof Number) getStyleClass().add(Css.NUMERIC);
        }
    }

    private static final class NodeCell<T> extends TableCell<T, T> {
        private final Function<T, Node> node;

        NodeCell(Function<T, Node> node) {
            this.node = node;
        }

        @Override
        protected void updateItem(T item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : node.apply(item));
        }
    }
}
