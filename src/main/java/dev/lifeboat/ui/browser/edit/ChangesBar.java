package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.Problem;
import dev.lifeboat.ui.common.StatePill;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What can be done to rows, what is staged, and what became of it. */
final class ChangesBar extends VBox {
    private final EditModel model;
    private final EditActions actions;
    private final HBox tools = Layout.row(Css.GAP_SMALL);
    private final Label count = new Label();
    private final HBox staged = Layout.row(Css.GAP);
    private final Label reason = new Label();
    private final HBox locked = Layout.row(Css.GAP_SMALL, Layout.icon(Feather.LOCK, "icon-neutral"), reason);
    private final VBox told = Layout.column(Css.GAP_SMALL);
    private final Button undo;
    private final Button redo;

    ChangesBar(EditModel model, EditActions actions) {
        this.model = model;
        this.actions = actions;
        setId("edit-bar");
        getStyleClass().addAll("edit-bar", Css.GAP_SMALL);
        undo = Buttons.icon("edit-undo", Messages.text("edit.undo"), Feather.CORNER_UP_LEFT, model::undo);
        redo = Buttons.icon("edit-redo", Messages.text("edit.redo"), Feather.CORNER_UP_RIGHT, model::redo);
        count.setId("edit-count");
        reason.setId("edit-reason");
        reason.setWrapText(true);
        reason.getStyleClass().add(Css.QUIET);
        var apply = Buttons.accent("edit-apply", Messages.text("edit.apply"), Feather.CHECK, actions::apply);
        apply.disableProperty().bind(model.applyingProperty());
        staged.getChildren().addAll(count, Buttons.plain("edit-preview", Messages.text("edit.preview"), actions::preview),
                Buttons.plain("edit-discard", Messages.text("edit.discard"), actions::discard), apply);
        var line = new FlowPane(tools, locked, staged);
        line.getStyleClass().add("edit-line");
        getChildren().addAll(told, line);
        model.stageProperty().addListener(_ -> show());
        model.rulesProperty().addListener(_ -> show());
        model.outcomeProperty().addListener(_ -> tell());
        model.errorProperty().addListener(_ -> tell());
        show();
        tell();
    }

    private void show() {
        var rules = model.rulesProperty().get();
        var stage = model.stageProperty().get();
        var why = rules == null ? java.util.Optional.<String>empty() : rules.anything();
        reason.setText(why.orElse(""));
        visible(locked, why.isPresent());
        visible(tools, rules != null && why.isEmpty());
        visible(staged, !stage.isEmpty());
        count.setText(Messages.text("edit.count", stage.changes().size(), stage.tables()) + (model.elsewhere() > 0 ? " · " + Messages.text("edit.elsewhere", model.elsewhere()) : ""));
        if (rules != null && why.isEmpty()) fill(rules);
        undo.setDisable(!model.canUndo());
        redo.setDisable(!model.canRedo());
    }

    private void fill(EditRules rules) {
        var insert = Buttons.icon("edit-insert", Messages.text("edit.insert"), Feather.PLUS, actions::insert);
        var duplicate = Buttons.icon("edit-duplicate", Messages.text("edit.duplicate"), Feather.COPY, actions::duplicate);
        var paste = Buttons.icon("edit-paste", Messages.text("edit.paste"), Feather.CLIPBOARD, actions::paste);
        var delete = Buttons.icon("edit-delete", Messages.text("edit.delete"), Feather.TRASH_2, actions::delete);
        var revert = Buttons.icon("edit-revert", Messages.text("edit.revert"), Feather.ROTATE_CCW, actions::revert);
        Stream.of(insert, duplicate, paste).forEach(button -> button.setDisable(rules.insert().isPresent()));
        delete.setDisable(rules.delete().isPresent());
        tools.getChildren().setAll(insert, duplicate, paste, delete, revert, undo, redo);
        rules.softDelete().ifPresent(_ -> tools.getChildren().addAll(
                Buttons.plain("edit-soft-delete", Messages.text("edit.softDelete"), actions::softDelete),
                Buttons.plain("edit-undelete", Messages.text("edit.undelete"), actions::undelete),
                Buttons.plain("edit-hide-deleted", Messages.text("edit.hideDeleted"), actions::hideDeleted)));
    }

    private void tell() {
        told.getChildren().clear();
        if (model.errorProperty().get() != null) {
            var banner = new ErrorBanner("edit-error");
            banner.show(model.errorProperty().get());
            told.getChildren().add(banner);
        }
        switch (model.outcomeProperty().get()) {
            case null -> {}
            case Outcome.Applied(var stage, var asked) -> told.getChildren().add(note(StatePill.State.GOOD,
                    Messages.text("edit.applied", stage.changes().size()), asked ? Messages.text("edit.applied.asked") : ""));
            case Outcome.Lost(var failure) -> told.getChildren().add(banner(new Problem(Messages.text("edit.lost"), List.of(failure.getMessage(), Messages.text("edit.kept")), failure.toString())));
            case Outcome.Unknown(var failure) -> told.getChildren().add(banner(new Problem(Messages.text("edit.unknown"),
                    List.of(failure.getMessage(), Messages.text("edit.unknown.todo")), failure.toString())));
            case Outcome.Refused(var conflicts, var rejections) -> refused(conflicts, rejections);
        }
        visible(told, !told.getChildren().isEmpty());
    }

    private void refused(List<Outcome.Conflict> conflicts, List<Outcome.Rejection> rejections) {
        if (!rejections.isEmpty()) {
            String what = rejections.stream().map(RowWords::of).collect(Collectors.joining("\n"));
            told.getChildren().add(banner(new Problem(Messages.text("edit.refused"), List.of(what, Messages.text("edit.kept")), what)));
        }
        if (!conflicts.isEmpty()) {
            told.getChildren().add(new Note(StatePill.State.WARNING, Messages.text("edit.conflicts", conflicts.size()), Messages.text("edit.kept"),
                    Buttons.plain("edit-conflicts", Messages.text("edit.conflicts.show"), actions::conflicts)));
        }
    }

    private static ErrorBanner banner(Problem problem) {
        var banner = new ErrorBanner("edit-refused");
        banner.show(problem);
        return banner;
    }

    private static Note note(StatePill.State state, String sentence, String more) {
        var note = new Note(state, sentence, more);
        note.setId("edit-applied");
        return note;
    }

    private static void visible(javafx.scene.Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}
