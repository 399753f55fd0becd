package dev.lifeboat.ui.browser.value;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;

/** A JSON document as a tree whose branches are made when they are opened. */
final class JsonViewer extends TreeView<JsonItem> {
    private static final double LINE = 24;
    private static final int OPEN_AT_ONCE = 40;
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination COPY_PATH = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);

    /** Parses in the background; what is no JSON is said to be none. */
    static Supplier<Node> of(ValueModel.Part part) {
        Optional<JsonItem> document = JsonItem.parse(part.text());
        return () -> document.<Node>map(JsonViewer::new).orElseGet(() -> Layout.wrapped(Messages.text("browser.value.noJson"), Css.QUIET));
    }

    private JsonViewer(JsonItem document) {
        super(new Branch(document));
        setId("browser-value-tree");
        setAccessibleText(Messages.text("browser.value.form.tree"));
        getStyleClass().add("browser-value-tree");
        setFixedCellSize(LINE);
        setCellFactory(_ -> new Line());
        getRoot().setExpanded(true);
        if (document.children().size() <= OPEN_AT_ONCE) {
            getRoot().getChildren().stream().filter(item -> item.getValue().children().size() <= OPEN_AT_ONCE).forEach(item -> item.setExpanded(true));
        }
        getSelectionModel().selectFirst();
        var value = new MenuItem(Messages.text("browser.details.copy"), Layout.icon(Feather.COPY));
        value.setAccelerator(COPY);
        value.setOnAction(_ -> copyValue());
        var path = new MenuItem(Messages.text("browser.value.copyPath"));
        path.setAccelerator(COPY_PATH);
        path.setOnAction(_ -> copyPath());
        setContextMenu(new ContextMenu(value, path));
        setOnKeyPressed(event -> {
            if (COPY.match(event)) copyValue();
            else if (COPY_PATH.match(event)) copyPath();
            else return;
            event.consume();
        });
    }

    private void copyValue() {
        var item = getSelectionModel().getSelectedItem();
        if (item != null) ValuePane.copy(item.getValue().value());
    }

    private void copyPath() {
        var item = getSelectionModel().getSelectedItem();
        if (item != null) ValuePane.copy(path(item));
    }

    /** As an SQL/JSON path. */
    static String path(TreeItem<JsonItem> item) {
        return item.getParent() == null ? item.getValue().step() : path(item.getParent()) + item.getValue().step();
    }

    private static final class Branch extends TreeItem<JsonItem> {
        private boolean made;

        Branch(JsonItem item) {
            super(item);
        }

        @Override
        public boolean isLeaf() {
            return getValue().children().isEmpty();
        }

        @Override
        public javafx.collections.ObservableList<TreeItem<JsonItem>> getChildren() {
            if (!made) {
                made = true;
                super.getChildren().setAll(getValue().children().stream().map(Branch::new).toList());
            }
            return super.getChildren();
        }
    }

    private static final class Line extends TreeCell<JsonItem> {
        private final Label name = new Label();
        private final Label value = new Label();
        private final Node line = Layout.row(Css.GAP, name, value);

        Line() {
            name.setMinWidth(USE_PREF_SIZE);
            value.getStyleClass().addAll(Css.CODE, "browser-value-json");
        }

        @Override
        protected void updateItem(JsonItem item, boolean empty) {
            super.updateItem(item, empty);
            setGraphic(empty || item == null ? null : line);
            value.getStyleClass().removeIf(each -> each.startsWith("browser-json-"));
            if (empty || item == null) return;
            name.setText(item.name());
            value.getStyleClass().add("browser-json-" + item.kind().name().toLowerCase(java.util.Locale.ROOT));
            String summary = item.summary();
            value.setText(summary.length() > 300 ? summary.substring(0, 300) + "…" : summary);
            setAccessibleText(item.name() + ": " + value.getText());
        }
    }
}
