package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.grid.DataPane;
import dev.lifeboat.ui.browser.grid.GridTable;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.input.Clipboard;

/** What a person does to the rows of the grid: by the bar below it, its menu or the keyboard. */
public final class EditActions {
    private static final int LAYOUT_PULSES = 3;

    private final EditModel model;
    private final GridTable table;
    private final DataPane rows;
    private final ViewContext context;
    private final EditorLayer editor;

    /** Puts marks, editor, bar and keys on a grid. */
    public EditActions(EditModel model, DataPane rows, ViewContext context) {
        this.model = model;
        this.rows = rows;
        this.context = context;
        table = rows.grid();
        editor = new EditorLayer(model, table);
        rows.over(editor);
        rows.below(new ChangesBar(model, this));
        EditKeys.bind(this, table);
        model.stageProperty().addListener(_ -> mark());
        model.outcomeProperty().addListener((_, _, now) -> {
            mark();
            if (!(now instanceof Outcome.Refused(var conflicts, var rejections))) return;
            // Later, because what is told below makes the grid lower.
            rejections.stream().findFirst().ifPresent(rejection -> Platform.runLater(() -> {
                table.getScene().getRoot().layout();
                reveal(rejection);
            }));
            if (!conflicts.isEmpty()) conflicts();
        });
    }

    private void mark() {
        table.mark(new EditMarks(model), model.newRows());
    }

    private boolean ready() {
        return model.rulesProperty().get() != null;
    }

    /** Opens the editor of the cell that has the focus, or says why it cannot be edited. */
    void edit() {
        if (ready()) focused().ifPresent(row -> editor.open(row, column()));
    }

    /** Gives the selected column of the selected rows a value. */
    void set(Value value) {
        if (!ready() || focused().isEmpty()) return;
        var column = column();
        for (var row : selected()) model.original(row, column, original -> model.set(row, column, original, value));
    }

    void insert() {
        if (!ready()) return;
        var row = model.insert();
        if (row != null) show(row, Optional.empty());
    }

    void duplicate() {
        if (ready()) model.duplicate(selected());
    }

    /** Marks the selected rows for deletion; what else would go is shown first. */
    void delete() {
        var chosen = selected();
        if (!ready() || chosen.isEmpty()) return;
        var there = chosen.stream().filter(row -> !model.isNew(row)).toList();
        if (there.isEmpty()) {
            model.delete(chosen);
            return;
        }
        model.questions().wouldGo(there, report -> {
            if (report.isEmpty()) model.delete(chosen);
            else context.overlay().show(new DeleteSheet(context.overlay(), model.table(), there.size(), report, () -> model.delete(chosen)));
        });
    }

    void revert() {
        model.revert(selected());
    }

    void paste() {
        if (!ready() || !Clipboard.getSystemClipboard().hasString()) return;
        var pasted = Pasted.read(Clipboard.getSystemClipboard().getString(), model.table(), model.rulesProperty().get());
        context.overlay().show(new PasteSheet(context.overlay(), model, pasted));
    }

    void softDelete() {
        soft(new Value.Now());
    }

    void undelete() {
        soft(new Value.Null());
    }

    private void soft(Value value) {
        model.rulesProperty().get().softDelete().ifPresent(column -> {
            for (var row : selected()) model.original(row, column, original -> model.set(row, column, original, value));
        });
    }

    /** A condition of the filter, which is removed there to see them again. */
    void hideDeleted() {
        model.rulesProperty().get().softDelete().ifPresent(column -> rows.filter(new Condition(column.name(), Operator.IS_NULL, "")));
    }

    void preview() {
        if (!model.stageProperty().get().isEmpty()) context.overlay().show(new PreviewSheet(context.overlay(), model, this::apply));
    }

    void discard() {
        int changes = model.stageProperty().get().changes().size();
        if (changes == 0) return;
        context.overlay().show(ConfirmDialog.plain(context.overlay(), Messages.text("edit.discard.title"), Messages.text("edit.discard.consequence", changes),
                Messages.text("edit.discard.verb", changes), model::discard));
    }

    /** Asks as the stack's protection wants it, then applies. */
    void apply() {
        var stage = model.stageProperty().get();
        if (stage.isEmpty() || model.applyingProperty().get()) return;
        context.overlay().show(new ConfirmDialog(context.overlay(), model.stack(), Messages.text("edit.apply.title", stage.changes().size(), model.database()),
                consequence(stage), Messages.text("edit.apply.verb", stage.changes().size()), model::apply));
    }

    private static String consequence(Stage stage) {
        long added = stage.changes().stream().filter(staged -> staged.change() instanceof RowChange.Inserted).count();
        long deleted = stage.changes().stream().filter(staged -> staged.change() instanceof RowChange.Deleted).count();
        return Messages.text("edit.apply.consequence", stage.changes().size() - added - deleted, added, deleted);
    }

    void conflicts() {
        if (model.outcomeProperty().get() instanceof Outcome.Refused(var conflicts, _) && !conflicts.isEmpty()) {
            context.overlay().show(new ConflictSheet(context.overlay(), model, conflicts.getFirst(), this::conflicts));
        }
    }

    /** Goes to the value that the server refused, when its row is on the page. */
    private void reveal(Outcome.Rejection rejection) {
        table.getItems().stream().filter(row -> rejection.staged().map(staged -> staged.table().oid() == model.table().oid()
                && model.change(row).filter(staged.change()::sameRow).isPresent()).orElse(false)).findFirst()
                .ifPresent(row -> showAfterLayout(row, rejection.columns().stream().findFirst()));
    }

    /** The banner that says what was refused takes room from the table, whose cells are made anew with their marks: only then can be scrolled to one. */
    private void showAfterLayout(GridRow row, Optional<String> column) {
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long now) {
                if (++pulses <= LAYOUT_PULSES) return;
                stop();
                if (table.getItems().contains(row)) show(row, column);
            }
        }.start();
    }

    private void show(GridRow row, Optional<String> column) {
        int index = table.getItems().indexOf(row);
        table.scrollTo(index);
        var shown = table.getVisibleLeafColumns().stream()
                .filter(leaf -> column.isEmpty() || model.table().columns().get(GridTable.indexOf(leaf)).name().equals(column.get())).findFirst();
        shown.ifPresent(leaf -> {
            table.scrollToColumn(leaf);
            table.getSelectionModel().clearAndSelect(index, leaf);
            table.getFocusModel().focus(index, leaf);
            table.requestFocus();
        });
    }

    private List<GridRow> selected() {
        var selected = table.selectedRows();
        return selected.isEmpty() ? focused().map(List::of).orElse(List.of()) : selected;
    }

    private Optional<GridRow> focused() {
        return Optional.ofNullable(table.focusedPosition()).map(at -> table.getItems().get(at.getRow()));
    }

    private CatalogColumn column() {
        return model.table().columns().get(GridTable.indexOf(table.focusedPosition().getTableColumn()));
    }

    /** What is done, by the key of the text that says so. */
    Map<String, Runnable> byText() {
        return Map.ofEntries(Map.entry("edit.menu.cell", this::edit), Map.entry("edit.menu.null", () -> set(new Value.Null())),
                Map.entry("edit.menu.default", () -> set(new Value.Default())), Map.entry("edit.menu.empty", () -> set(new Value.Text(""))),
                Map.entry("edit.menu.insert", this::insert), Map.entry("edit.menu.duplicate", this::duplicate), Map.entry("edit.menu.paste", this::paste),
                Map.entry("edit.menu.delete", this::delete), Map.entry("edit.menu.revert", this::revert), Map.entry("edit.menu.undo", model::undo),
                Map.entry("edit.menu.redo", model::redo), Map.entry("edit.apply", this::apply), Map.entry("edit.preview", this::preview));
    }
}
