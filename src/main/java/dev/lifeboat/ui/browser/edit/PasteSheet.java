package dev.lifeboat.ui.browser.edit;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.Overlay;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.Tables;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;

/** The rows of the clipboard as they would be added, with what is wrong with them; they are staged, not sent. */
final class PasteSheet extends VBox {
    private static final double WIDTH = 130;
    private static final int PROBLEMS = 6;

    private final VBox problems = Layout.column(Css.GAP_SMALL);

    PasteSheet(Overlay overlay, EditModel model, Pasted pasted) {
        setId("edit-paste-sheet");
        getStyleClass().addAll("lb-sheet", "edit-sheet", Css.GAP_LARGE);
        var rows = Tables.<Map<String, Value>>table("edit-paste-rows", Messages.text("edit.paste"), new Label(Messages.text("edit.paste.nothing")));
        rows.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        for (var column : pasted.columns()) {
            rows.getColumns().add(Tables.text(column.name(), WIDTH, row -> RowWords.of(row.getOrDefault(column.name(), new Value.Default()))));
        }
        rows.getItems().setAll(pasted.rows());
        rows.setPrefHeight(260);
        var cancel = Buttons.plain("edit-paste-cancel", Messages.text("common.cancel"), overlay::close);
        cancel.setCancelButton(true);
        var go = Buttons.accent("edit-paste-go", Messages.text("edit.paste.verb", pasted.rows().size()), () -> {
            overlay.close();
            model.insert(pasted.rows());
        });
        go.setDisable(pasted.rows().isEmpty());
        show(pasted.problems());
        model.questions().check(pasted, found -> {
            if (!found.isEmpty()) show(java.util.stream.Stream.concat(pasted.problems().stream(), found.stream()).toList());
        });
        getChildren().addAll(Layout.wrapped(Messages.text("edit.paste.title", pasted.rows().size(), model.table().name()), Styles.TITLE_4),
                Layout.wrapped(Messages.text(pasted.heading() ? "edit.paste.heading" : "edit.paste.order"), Css.QUIET), rows, problems, Layout.row(Css.GAP, Layout.spring(), cancel, go));
    }

    private void show(List<String> found) {
        problems.getChildren().clear();
        if (found.isEmpty()) return;
        String shown = String.join("\n", found.subList(0, Math.min(found.size(), PROBLEMS)));
        String more = found.size() > PROBLEMS ? Messages.text("edit.paste.more", found.size() - PROBLEMS) : "";
        var note = new Note(StatePill.State.WARNING, shown, more);
        note.setId("edit-paste-problems");
        problems.getChildren().add(note);
    }
}
