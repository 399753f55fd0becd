package dev.lifeboat.ui.browser.console;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.browser.console.ConsoleStore.HistoryEntry;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tables;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;

/** What was run on the stack, the latest first, with a search; one of them can be put back into the editor. */
final class HistorySheet extends VBox {
    private final TableView<HistoryEntry> table;
    private final TextField search = new TextField();

    /** @param again takes the text that is to be put back, after the sheet was closed */
    HistorySheet(ObservableList<HistoryEntry> history, Formats formats, Runnable close, Consumer<String> again) {
        setId("history");
        getStyleClass().addAll("lb-sheet", "console-history", Css.GAP_LARGE);
        var title = new Label(Messages.text("console.history"));
        title.getStyleClass().add(Styles.TITLE_4);
        var found = new FilteredList<>(history);
        search.setId("history-search");
        search.setPromptText(Messages.text("console.history.search"));
        search.setAccessibleText(Messages.text("console.history.search"));
        search.textProperty().addListener((_, _, text) -> found.setPredicate(entry -> matches(entry, text)));
        table = Tables.table("history-table", Messages.text("console.history"), new Label(Messages.text("console.history.empty")));
        table.setItems(found);
        table.getColumns().add(Tables.text(Messages.text("console.history.at", formats.offset()), 195, entry -> formats.tableTime(entry.at())));
        table.getColumns().add(Tables.text(Messages.text("console.history.database"), 100, HistoryEntry::database));
        table.getColumns().add(Tables.text(Messages.text("console.history.statement"), 290, entry -> oneLine(entry.sql())));
        table.getColumns().add(Tables.text(Messages.text("console.history.outcome"), 230, entry -> (entry.failed() ? "✕ " : "✓ ") + entry.outcome()));
        table.setPrefHeight(300);
        var whole = new CodeBlock("history-statement", Messages.text("console.history.statement"));
        whole.show("");
        var put = Buttons.accent("history-put", Messages.text("console.history.put"), () -> put(close, again));
        put.disableProperty().bind(table.getSelectionModel().selectedItemProperty().isNull());
        table.getSelectionModel().selectedItemProperty().addListener((_, _, entry) -> whole.show(entry == null ? "" : entry.sql()));
        table.setRowFactory(_ -> row(close, again));
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) put(close, again);
        });
        search.setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.DOWN) return;
            table.requestFocus();
            table.getSelectionModel().selectFirst();
        });
        var note = Layout.wrapped(Messages.text("console.history.note"), Css.QUIET);
        var closing = Buttons.plain("history-close", Messages.text("common.close"), close);
        getChildren().addAll(title, search, table, whole, note, Layout.row(Css.GAP, Layout.spring(), closing, put));
    }

    private TableRow<HistoryEntry> row(Runnable close, Consumer<String> again) {
        var row = new TableRow<HistoryEntry>();
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !row.isEmpty()) put(close, again);
        });
        return row;
    }

    private void put(Runnable close, Consumer<String> again) {
        var entry = table.getSelectionModel().getSelectedItem();
        if (entry == null) return;
        close.run();
        again.accept(entry.sql());
    }

    private static boolean matches(HistoryEntry entry, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return (entry.sql() + "\n" + entry.database() + "\n" + entry.outcome()).toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static String oneLine(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }
}
