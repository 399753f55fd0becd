package dev.lifeboat.ui.backups;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.SetDiff;
import dev.lifeboat.engine.repository.SetDiff.Difference;
import dev.lifeboat.engine.repository.VolumeDiff;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.ChoiceText;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.JobProgress;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What a set is compared with, and the differences. */
final class CompareSheet extends VBox {
    private static final double HEIGHT = 260;

    private final CompareModel model;
    private final ViewContext context;
    private final DiffWords words;
    private final ComboBox<Optional<BackupSet>> with = new ComboBox<>();
    private final Button read;
    private final Button stop;
    private final JobProgress progress;
    private final VBox outcome = Layout.column(Css.GAP_LARGE);
    private final CodeBlock command = new CodeBlock("compare-command", Messages.text("backups.command"));

    CompareSheet(CompareModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        words = new DiffWords(context.formats());
        progress = new JobProgress(context.formats());
        setId("compare-sheet");
        getStyleClass().addAll("lb-sheet", "look-sheet", Css.GAP_LARGE);
        read = Buttons.accent("compare-read", Messages.text("compare.read"), Feather.DATABASE, model::readLive);
        stop = Buttons.plain("compare-stop", Messages.text("compare.stop"), model::stop);
        with.setId("compare-with");
        with.setAccessibleText(Messages.text("compare.with"));
        with.setConverter(new ChoiceText<>(this::name));
        if (model.hasDatabases()) with.getItems().add(Optional.empty());
        model.others().forEach(other -> with.getItems().add(Optional.of(other)));
        with.valueProperty().addListener((_, _, chosen) -> {
            model.choose(chosen);
            show();
        });
        var label = new Label(Messages.text("compare.with"));
        label.setLabelFor(with);
        label.getStyleClass().add(Styles.TEXT_BOLD);
        var close = Buttons.plain("compare-close", Messages.text("common.close"), context.overlay()::close);
        close.setCancelButton(true);
        getChildren().addAll(Layout.wrapped(Messages.text("compare.title", model.set().id()), Styles.TITLE_4), Layout.wrapped(Messages.text("compare.sentence"), Css.QUIET),
                Layout.column(Css.GAP_SMALL, label, Layout.row(Css.GAP, with, read, stop)), progress, outcome, command, Layout.row(Css.GAP, Layout.spring(), close));
        model.diffProperty().addListener(_ -> show());
        model.job().snapshotProperty().addListener(_ -> show());
        model.volumesProperty().addListener(_ -> show());
        model.errorProperty().addListener(_ -> show());
        with.setPromptText(Messages.text("compare.with.none"));
        with.setValue(model.others().isEmpty() && !model.hasDatabases() ? null : model.others().stream().findFirst());
        if (model.others().isEmpty()) show();
    }

    private void show() {
        boolean live = model.other().isEmpty() && model.hasDatabases();
        var job = model.job().snapshotProperty().get();
        boolean running = live && job != null && !job.state().isFinished();
        visible(read, live && !running);
        visible(stop, running);
        visible(progress, running);
        if (running) progress.show(job);
        command.show(model.command().text());
        outcome.getChildren().clear();
        var diff = model.diffProperty().get();
        if (diff != null && !running) {
            if (model.comparesDatabases()) show(diff);
            if (model.comparesVolumes()) showVolumes();
        } else if (live && !running && job != null && job.state() != JobState.SUCCEEDED) {
            outcome.getChildren().add(failed(job));
        }
        outcome.setManaged(!outcome.getChildren().isEmpty());
    }

    private static Note failed(JobSnapshot job) {
        var note = new Note(job.state() == JobState.CANCELLED ? StatePill.State.WARNING : StatePill.State.BAD, job.outcome().orElse(""), String.join("\n", job.hints()));
        note.setId("compare-failed");
        return note;
    }

    private void show(SetDiff diff) {
        var note = diff.equal() ? new Note(StatePill.State.GOOD, Messages.text("compare.equal", diff.equalTables()), "")
                : new Note(StatePill.State.NEUTRAL, Messages.text("compare.different", diff.differences().size(), diff.equalTables()), "");
        note.setId("compare-outcome");
        outcome.getChildren().add(note);
        if (!diff.equal()) outcome.getChildren().add(differences(diff));
    }

    private void showVolumes() {
        var failed = model.errorProperty().get();
        if (failed != null) {
            var banner = new ErrorBanner("compare-error");
            banner.show(failed);
            outcome.getChildren().add(banner);
            return;
        }
        var found = model.volumesProperty().get();
        if (found.isEmpty()) outcome.getChildren().add(Layout.wrapped(Messages.text("compare.volumes.reading"), Css.QUIET));
        for (var volume : found) {
            var note = new Note(volume.same() ? StatePill.State.GOOD : StatePill.State.NEUTRAL, words.volume(volume), volume.more() > 0 && !volume.differences().isEmpty() ? Messages.text("compare.volume.more", volume.more()) : "");
            note.setId("compare-volume-" + volume.volume());
            outcome.getChildren().add(note);
        }
        var files = found.stream().flatMap(volume -> volume.differences().stream().map(one -> new VolumeFile(volume.volume(), one))).toList();
        if (!files.isEmpty()) outcome.getChildren().add(files(files));
    }

    private record VolumeFile(String volume, VolumeDiff.Difference difference) {}

    private TableView<VolumeFile> files(List<VolumeFile> files) {
        TableView<VolumeFile> table = Tables.table("compare-files", Messages.text("compare.files"), new Label(""));
        table.getColumns().add(Tables.text(Messages.text("compare.column.volume"), 160, VolumeFile::volume));
        table.getColumns().add(Tables.text(Messages.text("compare.column.file"), 280, file -> file.difference().path()));
        table.getColumns().add(Tables.text(Messages.text("compare.column.difference"), 300, file -> words.file(file.difference())));
        table.getItems().setAll(files);
        table.setPrefHeight(HEIGHT);
        return table;
    }

    private TableView<Difference> differences(SetDiff diff) {
        TableView<Difference> table = Tables.table("compare-differences", Messages.text("compare.differences"), new Label(""));
        table.getColumns().add(Tables.text(Messages.text("look.column.database"), 140, Difference::database));
        table.getColumns().add(Tables.text(Messages.text("compare.column.what"), 230, words::what));
        table.getColumns().add(Tables.text(Messages.text("compare.column.left"), 180, one -> words.side(one, one.left())));
        table.getColumns().add(Tables.text(Messages.text(model.other().isPresent() ? "compare.column.right" : "compare.column.live"), 180, one -> words.side(one, one.right())));
        table.getItems().setAll(diff.differences());
        table.setPrefHeight(HEIGHT);
        return table;
    }

    private static void visible(javafx.scene.Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private String name(Optional<BackupSet> other) {
        return other.map(set -> Messages.text("compare.with.set", context.formats().tableTime(set.manifest().startedAt()), set.id())).orElseGet(() -> Messages.text("compare.with.live"));
    }
}
