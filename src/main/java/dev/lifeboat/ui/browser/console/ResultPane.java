package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.ui.browser.grid.CopyMenu;
import dev.lifeboat.ui.browser.grid.Copying;
import dev.lifeboat.ui.browser.grid.GridKeys;
import dev.lifeboat.ui.browser.grid.GridTable;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.ValueSource;
import dev.lifeboat.ui.browser.transfer.ExportSheet;
import dev.lifeboat.ui.browser.value.ValueModel;
import dev.lifeboat.ui.browser.value.ValuePane;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The rows of one statement in the Browser's grid, how many they are, and the way to more of them. */
final class ResultPane extends VBox {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination COPY_ROWS = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);

    private final ConsoleModel model;
    private final ConsoleRows rows;
    private final ViewContext context;
    private final GridTable table;
    private final Copying copying;
    private final ValueModel value;
    private final Label cut = Layout.wrapped(Messages.text("console.value.cut"), Css.QUIET);
    private final VBox details;
    private final Label count = new Label();

    ResultPane(ConsoleModel model, ConsoleRows rows, ViewContext context, Copying copying) {
        this.model = model;
        this.rows = rows;
        this.context = context;
        this.copying = copying;
        value = new ValueModel(context.tasks());
        details = Layout.column(Css.GAP_SMALL, new ValuePane(value, context.formats(), this::closeValue), cut);
        details.getStyleClass().addAll("lb-sheet", "console-value");
        VBox.setVgrow(details.getChildren().getFirst(), Priority.ALWAYS);
        cut.setId("console-value-cut");
        cut.managedProperty().bind(cut.visibleProperty());
        getStyleClass().addAll("console-result", Css.GAP_SMALL);
        table = new GridTable(context.formats(), _ -> {});
        table.setId("console-grid");
        table.setAccessibleText(Messages.text("console.result"));
        table.setPlaceholder(new EmptyState(Feather.INBOX, Messages.text("console.empty.title"), Messages.text("console.empty")));
        table.show(rows.table(), rows.rows());
        rows.rows().addListener((ListChangeListener<GridRow>) change -> {
            while (change.next()) table.getItems().addAll(change.getAddedSubList());
            count();
        });
        table.setContextMenu(menu());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        table.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) open();
        });
        VBox.setVgrow(table, Priority.ALWAYS);
        count.setId("console-count");
        count.setMinWidth(USE_PREF_SIZE);
        var more = Buttons.plain("console-more", Messages.text("console.more", ConsoleModel.ROWS), model::more);
        more.getStyleClass().addAll(atlantafx.base.theme.Styles.FLAT, atlantafx.base.theme.Styles.SMALL);
        more.visibleProperty().bind(rows.moreProperty());
        more.disableProperty().bind(model.runningProperty());
        var export = Buttons.icon("console-export", Messages.text("export.open"), Feather.DOWNLOAD, this::export);
        export.setVisible(model.exports());
        var sql = new Label(rows.sql().lines().findFirst().orElse("").strip());
        sql.getStyleClass().addAll(Css.QUIET, Css.CODE);
        sql.setMinWidth(0);
        getChildren().addAll(table, Layout.row(Css.GAP, count, more, export, Layout.spring(), sql));
        rows.moreProperty().addListener(_ -> count());
        count();
    }

    /** The grid, to give it the focus. */
    GridTable table() {
        return table;
    }

    private void count() {
        String took = new ReportWords(context.formats()).took(rows.took());
        count.setText(rows.left() > 0 ? Messages.text("console.count.left", rows.rows().size(), rows.rows().size() + rows.left(), took)
                : Messages.text(rows.moreProperty().get() ? "console.count.first" : "console.count", rows.rows().size(), took));
    }

    private ContextMenu menu() {
        var open = new MenuItem(Messages.text("browser.menu.details"), Layout.icon(Feather.MAXIMIZE_2));
        open.setOnAction(_ -> open());
        var copy = new MenuItem(Messages.text("browser.menu.copy"), Layout.icon(Feather.COPY));
        copy.setAccelerator(COPY);
        copy.setOnAction(_ -> copy());
        var copyRows = new MenuItem(Messages.text("browser.menu.copyRows"));
        copyRows.setAccelerator(COPY_ROWS);
        copyRows.setOnAction(_ -> copyRows());
        var export = new MenuItem(Messages.text("browser.menu.export"), Layout.icon(Feather.DOWNLOAD));
        export.setId("console-menu-export");
        export.setAccelerator(GridKeys.EXPORT);
        export.setOnAction(_ -> export());
        return new ContextMenu(open, new SeparatorMenuItem(), copy, copyRows, new CopyMenu(copying, this::copy), export);
    }

    private void pressed(KeyEvent event) {
        if (COPY.match(event)) copy();
        else if (COPY_ROWS.match(event)) copyRows();
        else if (GridKeys.EXPORT.match(event)) export();
        else if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) open();
        else return;
        event.consume();
    }

    private void export() {
        model.export(rows).ifPresent(of -> context.overlay().show(new ExportSheet(of, context)));
    }

    /** The selected cells; one alone without marks where the form has none. */
    private void copy() {
        copy(table.selectedColumnIndexes());
    }

    /** The rows with a selected cell, with the columns that are shown. */
    private void copyRows() {
        copy(table.shownColumnIndexes());
    }

    private void copy(List<Integer> columns) {
        var chosen = table.getSelectionModel().getSelectedCells().stream().map(position -> position.getRow()).distinct().sorted().toList();
        if (chosen.isEmpty() || columns.isEmpty()) return;
        if (chosen.stream().anyMatch(row -> columns.stream().anyMatch(column -> rows.isCut(row, column)))) {
            model.tell(new Failure.BadInput(Messages.text("console.copy.cut"), Messages.text("console.value.cut")));
            return;
        }
        var values = chosen.stream().map(row -> columns.stream().map(column -> rows.text(row, column)).toList()).toList();
        var of = columns.stream().map(rows.columns()::get).toList();
        boolean one = values.size() == 1 && of.size() == 1;
        ValuePane.copy(one ? copying.value(of.getFirst(), values.getFirst().getFirst()) : copying.rows(rows.table(model.nameProperty().get()), of, values));
    }

    /** Shows one value as far as it was read. */
    private void open() {
        var at = table.focusedPosition();
        if (at == null) return;
        int column = GridTable.indexOf(at.getTableColumn());
        cut.setVisible(rows.isCut(at.getRow(), column));
        value.show(rows.columns().get(column), rows.kept(at.getRow(), column), ValueSource.held(""));
        context.overlay().show(details);
    }

    private void closeValue() {
        context.overlay().close();
        table.requestFocus();
    }
}
