package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.postgres.dump.TablePage;
import dev.lifeboat.engine.repository.SetContents.Located;
import dev.lifeboat.ui.browser.transfer.ExportSheet;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The tables of a set, and below them the rows of the chosen one, page by page, read from the set itself. */
final class TablesPane extends VBox {
    private static final double TABLES_HEIGHT = 190;
    private static final double ROWS_HEIGHT = 260;
    private static final double COLUMN = 150;

    private final LookModel model;
    private final ViewContext context;
    private final TableView<List<Optional<String>>> rows;
    private final Label hint = Layout.wrapped(Messages.text("look.choose"), Css.QUIET);
    private final Label where = Layout.wrapped("");
    private final Button previous;
    private final Button next;
    private final Button export;
    private final ErrorBanner error = new ErrorBanner("look-error");
    private final CodeBlock command = new CodeBlock("look-command", Messages.text("backups.command"));

    TablesPane(LookModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().add(Css.GAP_LARGE);
        rows = Tables.table("look-rows", Messages.text("look.rows"), hint);
        rows.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        rows.setPrefHeight(ROWS_HEIGHT);
        VBox.setVgrow(rows, Priority.ALWAYS);
        where.setId("look-where");
        previous = Buttons.plain("look-previous", Messages.text("look.previous"), Feather.CHEVRON_LEFT, model::previous);
        next = Buttons.plain("look-next", Messages.text("look.next"), Feather.CHEVRON_RIGHT, model::next);
        next.setContentDisplay(ContentDisplay.RIGHT);
        export = Buttons.plain("look-export", Messages.text("look.export"), Feather.DOWNLOAD, this::export);
        getChildren().addAll(tables(), error, rows, Layout.row(Css.GAP, where, Layout.spring(), previous, next, export), command);
        model.pageProperty().addListener((_, _, page) -> show(page));
        model.busyProperty().addListener((_, _, _) -> showState());
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        sceneProperty().addListener((_, _, scene) -> {
            if (scene == null) model.close();
        });
        showState();
    }

    private TableView<Located> tables() {
        var formats = context.formats();
        TableView<Located> made = Tables.table("look-tables", Messages.text("look.tables"), Layout.wrapped(Messages.text("look.tables.none"), Css.QUIET));
        made.getColumns().add(Tables.text(Messages.text("look.column.table"), 360, one -> one.table().schema() + "." + one.table().name()));
        made.getColumns().add(Tables.text(Messages.text("look.column.database"), 230, one -> one.database().facts().name()));
        made.getColumns().add(Tables.value(Messages.text("look.column.rows"), 150, one -> one.table().rows(), formats::count));
        made.getItems().setAll(model.tables());
        made.setPrefHeight(TABLES_HEIGHT);
        made.setMinHeight(3 * Tables.ROW);
        made.getSelectionModel().selectedItemProperty().addListener((_, _, chosen) -> {
            if (chosen != null) model.choose(chosen);
        });
        return made;
    }

    private void show(TablePage page) {
        rows.getColumns().clear();
        rows.getItems().clear();
        if (page != null) {
            for (int i = 0; i < page.columns().size(); i++) rows.getColumns().add(column(page.columns().get(i), i));
            rows.getItems().setAll(page.rows());
            if (!page.rows().isEmpty()) rows.scrollTo(0);
        }
        showState();
    }

    /** Not sorted by a click: that would sort a page and look like the table. */
    private static TableColumn<List<Optional<String>>, Optional<String>> column(String name, int index) {
        var column = new TableColumn<List<Optional<String>>, Optional<String>>(name);
        column.setPrefWidth(COLUMN);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().get(index)));
        column.setCellFactory(_ -> new StoredValueCell());
        return column;
    }

    private void export() {
        context.overlay().show(new ExportSheet(model.exporting(), context));
    }

    private void showState() {
        var page = model.pageProperty().get();
        var chosen = model.tableProperty().get();
        var formats = context.formats();
        boolean failed = model.errorProperty().get() != null;
        hint.setText(failed ? "" : Messages.text(chosen == null ? "look.choose" : page == null ? "look.reading" : "look.empty"));
        if (page == null) where.setText("");
        else where.setText(page.rows().isEmpty() ? Messages.text("look.where.none", formats.count(chosen.table().rows()))
                : Messages.text("look.where", formats.count(page.offset() + 1), formats.count(page.offset() + page.rows().size()), formats.count(chosen.table().rows())));
        previous.setDisable(model.busyProperty().get() || !model.hasPrevious());
        next.setDisable(model.busyProperty().get() || !model.hasNext());
        export.setDisable(chosen == null);
        command.show(model.command().text());
    }
}
