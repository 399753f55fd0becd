package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The sets of the current stack as a table, everything about the selected one below it, and "Back up now". */
public final class BackupsView implements View {
    private final BackupsModel model;
    private final ViewContext context;
    private final TableView<BackupSet> table;
    private final SetDetails details;
    private final SplitPane filled;
    private final EmptyState empty;
    private final ErrorBanner error = new ErrorBanner("backups-error");
    private final VBox findings = new VBox();
    private final Page page;

    public BackupsView(BackupsModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        table = table();
        details = new SetDetails(model, context);
        filled = new SplitPane(table, details);
        filled.setOrientation(Orientation.VERTICAL);
        filled.setDividerPositions(0.42);
        empty = new EmptyState(Feather.ARCHIVE, Messages.text("backups.empty.title"), Messages.text("backups.empty"),
                Buttons.accent("backups-first", Messages.text("backups.now"), Feather.ARCHIVE, this::plan));
        page = new Page(Place.BACKUPS.title(), new Region());
        var prune = Buttons.plain("backups-prune", Messages.text("backups.prune"), Feather.SCISSORS, this::prune);
        prune.disableProperty().bind(Bindings.isEmpty(model.sets()));
        var load = Buttons.plain("backups-import", Messages.text("archive.import.button"), Feather.PACKAGE,
                () -> context.overlay().show(new ArchiveSheet(model.importing(), context)));
        page.actions(load, prune, Buttons.accent("backups-now", Messages.text("backups.now"), Feather.ARCHIVE, this::plan));
        findings.getStyleClass().add("findings");
        page.notes().getChildren().addAll(error, findings);
        model.loadedProperty().addListener((_, _, _) -> show());
        model.errorProperty().addListener((_, _, _) -> show());
        model.sets().addListener((ListChangeListener<BackupSet>) _ -> show());
        model.findings().addListener((ListChangeListener<Finding>) _ -> showFindings());
        model.selectedProperty().addListener((_, _, set) -> selected(set));
        show();
        showFindings();
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void onShown() {
        model.shown(true);
    }

    @Override
    public void onHidden() {
        model.shown(false);
    }

    @Override
    public void onStackChanged(Optional<Stack> stack) {
        model.use(stack);
    }

    /** Selects a set by its name. */
    @Override
    public void select(String setId) {
        model.select(setId);
    }

    private TableView<BackupSet> table() {
        var formats = context.formats();
        var words = new SetWords(formats);
        TableView<BackupSet> made = Tables.table("backups-sets", Messages.text("backups.sets"), new Label());
        made.getColumns().add(Tables.node(Messages.text("backups.column.state"), 115, SetPill::of));
        made.getColumns().add(Tables.value(Messages.text("backups.column.taken", formats.offset()), 165,
                set -> set.manifest().startedAt(), formats::shortTime));
        made.getColumns().add(Tables.text(Messages.text("backups.column.kind"), 148, set -> SetWords.kind(set.manifest().kind())));
        made.getColumns().add(Tables.value(Messages.text("backups.column.size"), 72, set -> set.manifest().sizeBytes(), formats::size));
        made.getColumns().add(Tables.value(Messages.text("backups.column.duration"), 98,
                set -> Duration.ofMillis(set.manifest().durationMillis()), formats::duration));
        made.getColumns().add(Tables.text(Messages.text("backups.column.verified"), 150, words::verified));
        made.getColumns().add(Tables.text(Messages.text("backups.column.notes"), 80, SetWords::notes));
        made.setItems(model.sets());
        // A refresh puts new values into the list; the selection is the model's and comes back from there.
        made.getSelectionModel().selectedItemProperty().addListener((_, _, set) -> {
            if (set != null) model.selectedProperty().set(set);
        });
        return made;
    }

    private void selected(BackupSet set) {
        if (set != null && table.getSelectionModel().getSelectedItem() != set) {
            table.getSelectionModel().select(set);
            table.scrollTo(set);
        }
        details.show(set);
    }

    private void show() {
        if (model.errorProperty().get() == null) error.clear();
        else error.show(model.errorProperty().get());
        if (!model.sets().isEmpty()) page.content(filled);
        else if (model.loadedProperty().get() && model.errorProperty().get() == null) page.content(empty);
        else page.content(new Region());
        boolean first = model.sets().isEmpty() && model.errorProperty().get() == null;
        page.subtitle(first ? "" : Messages.text("backups.subtitle", model.sets().size(),
                context.formats().size(model.sets().stream().mapToLong(set -> set.manifest().sizeBytes()).sum())));
    }

    private void showFindings() {
        findings.getChildren().setAll(model.findings().stream().map(this::note).toList());
    }

    private Note note(Finding finding) {
        return finding.leftOver()
                ? new Note(StatePill.State.WARNING, finding.what(), finding.todo(),
                        Buttons.plain("backups-clean", Messages.text("backups.clean"), Feather.TRASH_2, model::clean))
                : new Note(StatePill.State.WARNING, finding.what(), finding.todo());
    }

    private void prune() {
        model.pruning().ifPresent(pruning -> context.overlay().show(new PruneSheet(pruning, context)));
    }

    private void plan() {
        model.planning().ifPresent(planning -> context.overlay().show(new BackupSheet(planning, context)));
    }
}
