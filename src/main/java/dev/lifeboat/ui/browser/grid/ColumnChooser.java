package dev.lifeboat.ui.browser.grid;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Beside the grid: which columns are shown, and in what order. */
final class ColumnChooser extends VBox {
    private static final double LINE = 30;

    private final GridTable table;
    private final TextField search = new TextField();
    private final ListView<TableColumn<GridRow, ?>> list = new ListView<>();

    /** @param reset brings back the table's own order and widths @param close is run when one has chosen */
    ColumnChooser(GridTable table, Runnable reset, Runnable close) {
        this.table = table;
        setId("browser-columns-pane");
        getStyleClass().addAll("browser-columns-pane", Css.GAP_SMALL);
        var title = new Label(Messages.text("browser.columns"));
        title.getStyleClass().add(Styles.TEXT_BOLD);
        search.setId("browser-columns-search");
        search.setPromptText(Messages.text("browser.columns.search"));
        search.setAccessibleText(Messages.text("browser.columns.search"));
        search.textProperty().addListener(_ -> fill());
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DOWN) list.requestFocus();
        });
        list.setId("browser-columns-list");
        list.setAccessibleText(Messages.text("browser.columns"));
        list.setFixedCellSize(LINE);
        list.setCellFactory(_ -> new Line());
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        VBox.setVgrow(list, Priority.ALWAYS);
        table.getColumns().addListener((ListChangeListener<TableColumn<GridRow, ?>>) _ -> fill());
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) close.run();
        });
        getChildren().addAll(
                Layout.row(Css.GAP_SMALL, title, Layout.spring(), Buttons.icon("browser-columns-close", Messages.text("common.close"), Feather.X, close)),
                search, list,
                Layout.row(Css.GAP_SMALL,
                        Buttons.icon("browser-columns-up", Messages.text("browser.columns.up"), Feather.ARROW_UP, () -> move(-1)),
                        Buttons.icon("browser-columns-down", Messages.text("browser.columns.down"), Feather.ARROW_DOWN, () -> move(1)),
                        Buttons.icon("browser-columns-all", Messages.text("browser.columns.all"), Feather.EYE, this::showAll),
                        Layout.spring(),
                        Buttons.plain("browser-columns-reset", Messages.text("browser.columns.reset"), reset)));
        fill();
    }

    void focusSearch() {
        search.requestFocus();
    }

    private void fill() {
        var chosen = list.getSelectionModel().getSelectedItem();
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        list.getItems().setAll(table.getColumns().stream().filter(column -> table.nameOf(column).toLowerCase(Locale.ROOT).contains(wanted)).toList());
        list.getSelectionModel().select(chosen);
    }

    private void pressed(KeyEvent event) {
        var chosen = list.getSelectionModel().getSelectedItem();
        if (chosen == null) return;
        if (event.getCode() == KeyCode.SPACE) toggle(chosen);
        else if (event.isAltDown() && event.getCode() == KeyCode.UP) move(-1);
        else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) move(1);
        else return;
        event.consume();
    }

    /** At least one stays: a grid without columns shows nothing to choose again. */
    private void toggle(TableColumn<GridRow, ?> column) {
        if (column.isVisible() && table.getVisibleLeafColumns().size() == 1) return;
        column.setVisible(!column.isVisible());
    }

    private void move(int by) {
        var chosen = list.getSelectionModel().getSelectedItem();
        if (chosen == null) return;
        int from = table.getColumns().indexOf(chosen);
        int to = from + by;
        if (to < 0 || to >= table.getColumns().size()) return;
        table.move(from, to);
        list.getSelectionModel().select(chosen);
        list.scrollTo(chosen);
    }

    private void showAll() {
        table.getColumns().forEach(column -> column.setVisible(true));
    }

    private final class Line extends ListCell<TableColumn<GridRow, ?>> {
        private final CheckBox box = new CheckBox();
        private TableColumn<GridRow, ?> bound;

        Line() {
            box.setMnemonicParsing(false);
            box.setFocusTraversable(false);
            box.setOnAction(_ -> {
                list.getSelectionModel().select(bound);
                toggle(bound);
                box.setSelected(bound.isVisible());
            });
        }

        @Override
        protected void updateItem(TableColumn<GridRow, ?> column, boolean empty) {
            super.updateItem(column, empty);
            if (bound != null) bound.visibleProperty().removeListener(follow);
            bound = empty ? null : column;
            setGraphic(bound == null ? null : box);
            if (bound == null) return;
            bound.visibleProperty().addListener(follow);
            follow();
        }

        private final javafx.beans.value.ChangeListener<Boolean> follow = (_, _, _) -> follow();

        private void follow() {
            String name = table.nameOf(bound);
            box.setText(name);
            box.setSelected(bound.isVisible());
            setAccessibleText(Messages.text(bound.isVisible() ? "browser.columns.shown" : "browser.columns.hidden", name));
        }
    }
}
