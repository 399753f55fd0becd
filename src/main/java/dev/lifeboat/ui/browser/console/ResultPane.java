package dev.lifeboat.ui.browser.console;

import dev.lifeboat.ui.browser.grid.GridKeys;
import dev.lifeboat.ui.browser.grid.GridTable;
import dev.lifeboat.ui.browser.grid.Tsv;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.transfer.ExportSheet;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
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
    private final Label count = new Label();

    ResultPane(ConsoleModel model, ConsoleRows rows, ViewContext context) {
        this.model = model;
        this.rows = rows;
        this.context = context;
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
        copy.setOnAction(_ -> copyCell());
        var copyRows = new MenuItem(Messages.text("browser.menu.copyRows"));
        copyRows.setAccelerator(COPY_ROWS);
        copyRows.setOnAction(_ -> copyRows());
        var export = new MenuItem(Messages.text("browser.menu.export"), Layout.icon(Feather.DOWNLOAD));
        export.setId("console-menu-export");
        export.setAccelerator(GridKeys.EXPORT);
        export.setOnAction(_ -> export());
        return new ContextMenu(open, copy, copyRows, export);
    }

    private void pressed(KeyEvent event) {
        if (COPY.match(event)) copyCell();
        else if (COPY_ROWS.match(event)) copyRows();
        else if (GridKeys.EXPORT.match(event)) export();
        else if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) open();
        else return;
        event.consume();
    }

    private void export() {
        model.export(rows).ifPresent(of -> context.overlay().show(new ExportSheet(of, context)));
    }

    private void copyCell() {
        var at = table.focusedPosition();
        if (at == null) return;
        String text = rows.text(at.getRow(), GridTable.indexOf(at.getTableColumn()));
        copy(text == null ? "" : text);
    }

    private void copyRows() {
        var chosen = table.getSelectionModel().getSelectedCells().stream().map(position -> position.getRow()).distinct().sorted().toList();
        if (chosen.isEmpty()) return;
        var values = chosen.stream().map(row -> IntStream.range(0, rows.columns().size()).mapToObj(i -> rows.text(row, i)).toList()).toList();
        copy(Tsv.of(rows.columns().stream().map(column -> column.name()).toList(), values));
    }

    /** Shows one value whole, as far as it was read. */
    private void open() {
        var at = table.focusedPosition();
        if (at == null) return;
        int column = GridTable.indexOf(at.getTableColumn());
        String text = rows.text(at.getRow(), column);
        var of = rows.columns().get(column);
        var block = new CodeBlock("console-value", of.name() + " · " + of.type());
        block.show(text == null ? Messages.text("browser.cell.null") : text.isEmpty() ? Messages.text("browser.cell.empty") : text);
        var sheet = Layout.column(Css.GAP_LARGE, block);
        if (rows.isCut(at.getRow(), column)) sheet.getChildren().add(Layout.wrapped(Messages.text("console.value.cut"), Css.QUIET));
        sheet.getChildren().add(Layout.row(Css.GAP, Layout.spring(), Buttons.plain("console-value-close", Messages.text("common.close"), () -> {
            context.overlay().close();
            table.requestFocus();
        })));
        sheet.getStyleClass().add("lb-sheet");
        context.overlay().show(sheet);
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
