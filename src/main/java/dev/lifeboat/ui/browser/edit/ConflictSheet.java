package dev.lifeboat.ui.browser.edit;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Overlay;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** One row that others changed meanwhile: what it was, what it is, what it was to be, and which of them is to stay, column by column. */
final class ConflictSheet extends VBox {
    private final Map<String, RadioButton> mine = new LinkedHashMap<>();

    /** @param next is told when this conflict is settled */
    ConflictSheet(Overlay overlay, EditModel model, Outcome.Conflict conflict, Runnable next) {
        setId("edit-conflict");
        getStyleClass().addAll("lb-sheet", "edit-sheet", Css.GAP_LARGE);
        boolean gone = conflict.theirs().isEmpty();
        boolean deletes = conflict.staged().change() instanceof RowChange.Deleted;
        getChildren().add(Layout.wrapped(Messages.text(gone ? "edit.conflict.gone" : deletes ? "edit.conflict.delete" : "edit.conflict.title", RowWords.of(conflict.staged())), Styles.TITLE_4));
        getChildren().add(Layout.wrapped(Messages.text(gone ? "edit.conflict.gone.sentence" : "edit.conflict.sentence"), Css.QUIET));
        if (!gone) getChildren().add(columns(conflict));
        var later = Buttons.plain("edit-conflict-later", Messages.text("edit.conflict.later"), overlay::close);
        later.setCancelButton(true);
        var theirs = Buttons.plain("edit-conflict-theirs", Messages.text(gone || deletes ? "edit.conflict.giveUp" : "edit.conflict.theirs"), () -> settle(overlay, model, conflict, Set.of(), next));
        var buttons = Layout.row(Css.GAP, later, Layout.spring(), theirs);
        if (!gone) {
            Set<String> all = conflict.staged().change() instanceof RowChange.Updated(_, var cells) ? cells.keySet() : Set.of("");
            buttons.getChildren().add(Buttons.plain("edit-conflict-mine", Messages.text(deletes ? "edit.conflict.deleteAnyway" : "edit.conflict.mine"), () -> settle(overlay, model, conflict, all, next)));
        }
        if (mine.size() > 1) {
            buttons.getChildren().add(Buttons.accent("edit-conflict-merge", Messages.text("edit.conflict.merge"), () -> {
                var kept = new HashSet<String>();
                mine.forEach((column, button) -> {
                    if (button.isSelected()) kept.add(column);
                });
                settle(overlay, model, conflict, kept, next);
            }));
        }
        getChildren().add(buttons);
    }

    private static void settle(Overlay overlay, EditModel model, Outcome.Conflict conflict, Set<String> kept, Runnable next) {
        overlay.close();
        model.settle(conflict, kept);
        next.run();
    }

    private Node columns(Outcome.Conflict conflict) {
        var grid = new GridPane();
        grid.getStyleClass().add("edit-conflict-columns");
        grid.addRow(0, heading("edit.conflict.column"), heading("edit.conflict.original"), heading("edit.conflict.now"), heading("edit.conflict.yours"));
        var theirs = conflict.theirs().orElseThrow();
        for (var column : conflict.staged().table().columns()) {
            switch (conflict.staged().change()) {
                case RowChange.Updated(_, var cells) when cells.containsKey(column.name()) -> updated(grid, column.name(), cells.get(column.name()), theirs.get(column.name()));
                case RowChange.Deleted(_, var before) when before.containsKey(column.name()) && before.get(column.name()).differs(theirs.get(column.name())) ->
                        grid.addRow(grid.getRowCount(), name(column.name()), value(RowWords.of(before.get(column.name()))), value(RowWords.of(theirs.get(column.name()))),
                                value(Messages.text("browser.cell.state.deleted")));
                default -> {}
            }
        }
        var scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        return scroll;
    }

    private void updated(GridPane grid, String column, RowChange.CellChange cell, Original theirs) {
        boolean changed = cell.before().differs(theirs);
        var group = new ToggleGroup();
        var take = choice("edit-conflict-take-" + column, RowWords.of(theirs), Messages.text("edit.conflict.now") + ": " + column, group);
        var keep = choice("edit-conflict-keep-" + column, RowWords.of(cell.after()), Messages.text("edit.conflict.yours") + ": " + column, group);
        if (changed) take.getStyleClass().add("edit-theirs");
        keep.setSelected(!changed);
        take.setSelected(changed);
        mine.put(column, keep);
        grid.addRow(grid.getRowCount(), name(column), value(RowWords.of(cell.before())), take, keep);
    }

    private static RadioButton choice(String id, String text, String name, ToggleGroup group) {
        var button = new RadioButton(text);
        button.setId(id);
        button.setAccessibleText(name + ", " + text);
        button.setWrapText(true);
        button.setToggleGroup(group);
        return button;
    }

    private static Label heading(String key) {
        var label = new Label(Messages.text(key));
        label.getStyleClass().add(Css.QUIET);
        return label;
    }

    private static Label name(String text) {
        return Layout.wrapped(text, Styles.TEXT_BOLD);
    }

    private static Label value(String text) {
        return Layout.wrapped(text);
    }
}
