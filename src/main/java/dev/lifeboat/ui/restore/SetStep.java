package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.ui.backups.SetPill;
import dev.lifeboat.ui.backups.SetWords;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The first step: which set. */
final class SetStep extends VBox {
    private final RestoreModel model;
    private final ViewContext context;
    private final ErrorBanner error = new ErrorBanner("restore-sets-error");
    private final VBox remark = new VBox();
    private final TableView<BackupSet> table;
    private final EmptyState empty;

    SetStep(RestoreModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().addAll("restore-step", Css.GAP_LARGE);
        table = table();
        VBox.setVgrow(table, Priority.ALWAYS);
        empty = new EmptyState(Feather.LIFE_BUOY, Messages.text("restore.empty.title"), Messages.text("restore.empty"),
                Buttons.plain("restore-to-backups", Messages.text("restore.empty.go"), () -> context.navigator().open(Place.BACKUPS)));
        model.sets().addListener((ListChangeListener<BackupSet>) _ -> show());
        model.loadedProperty().addListener((_, _, _) -> show());
        model.errorProperty().addListener((_, _, _) -> show());
        model.formProperty().addListener((_, _, _) -> mark());
        show();
    }

    private TableView<BackupSet> table() {
        var formats = context.formats();
        TableView<BackupSet> made = Tables.table("restore-sets", Messages.text("backups.sets"), new Label());
        made.getColumns().add(Tables.value(Messages.text("backups.column.taken", formats.offset()), 190,
                set -> set.manifest().startedAt(), formats::tableTime));
        made.getColumns().add(Tables.text(Messages.text("restore.column.age"), 140, set -> formats.relative(set.manifest().startedAt())));
        made.getColumns().add(Tables.text(Messages.text("restore.column.databases"), 240, set -> String.join(", ", RestoreForm.databasesOf(set))));
        made.getColumns().add(Tables.value(Messages.text("backups.column.size"), 90, set -> set.manifest().sizeBytes(), formats::size));
        made.getColumns().add(Tables.node(Messages.text("backups.column.state"), 150, SetPill::of));
        made.setItems(model.sets());
        made.getSelectionModel().selectedItemProperty().addListener((_, _, set) -> {
            if (set != null && chosen() != set && model.stepProperty().get() == Step.SET) model.choose(set);
        });
        made.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && chosen() != null) model.next();
        });
        return made;
    }

    private BackupSet chosen() {
        var form = model.formProperty().get();
        return form == null ? null : form.set().orElse(null);
    }

    private void mark() {
        var chosen = chosen();
        if (chosen == null) table.getSelectionModel().clearSelection();
        else if (table.getSelectionModel().getSelectedItem() != chosen) table.getSelectionModel().select(chosen);
        remark.getChildren().clear();
        if (chosen != null && SetWords.standing(chosen) == SetWords.Standing.DAMAGED) {
            remark.getChildren().add(new Note(StatePill.State.BAD, Messages.text("restore.damaged"), Messages.text("restore.damaged.todo")));
        }
    }

    private void show() {
        boolean failed = model.errorProperty().get() != null && model.stepProperty().get() == Step.SET;
        if (failed) error.show(model.errorProperty().get());
        else error.clear();
        getChildren().setAll(error);
        if (!model.sets().isEmpty()) getChildren().addAll(table, remark);
        else if (model.loadedProperty().get() && !failed) getChildren().add(empty);
        mark();
    }
}
