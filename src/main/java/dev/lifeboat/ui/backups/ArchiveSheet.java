package dev.lifeboat.ui.backups;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.FieldProblem;
import dev.lifeboat.ui.common.JobProgress;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** Which file a set is packed into or taken from; then how far that is and how it ended. */
final class ArchiveSheet extends VBox {
    private final ArchiveModel model;
    private final ViewContext context;
    private final boolean exports;
    private final TextField file = new TextField();
    private final FieldProblem problem = new FieldProblem("archive-problem");
    private final CodeBlock command = new CodeBlock("archive-command", Messages.text("backups.command"));
    private final JobProgress progress;
    private final Button go;
    private final Button stop;

    ArchiveSheet(ArchiveModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        exports = model.set().isPresent();
        progress = new JobProgress(context.formats());
        go = Buttons.accent("archive-go", Messages.text(exports ? "archive.export.go" : "archive.import.go"), this::start);
        stop = Buttons.plain("archive-stop", Messages.text("archive.stop"), model.job()::stop);
        setId("archive-sheet");
        getStyleClass().addAll("lb-sheet", "backup-sheet", Css.GAP_LARGE);
        file.setId("archive-file");
        file.setAccessibleText(Messages.text("transfer.file"));
        file.textProperty().addListener(_ -> named());
        file.setText(model.set().map(set -> Path.of(System.getProperty("user.home"), set.id() + ".tar").toString()).orElse(""));
        named();
        model.job().snapshotProperty().addListener((_, _, job) -> show(job));
        ask();
    }

    private void ask() {
        var label = new Label(Messages.text("transfer.file"));
        label.getStyleClass().add(Styles.TEXT_BOLD);
        label.setLabelFor(file);
        HBox.setHgrow(file, Priority.ALWAYS);
        var cancel = Buttons.plain("archive-cancel", Messages.text("common.cancel"), context.overlay()::close);
        cancel.setCancelButton(true);
        go.setDefaultButton(true);
        getChildren().setAll(title(), Layout.wrapped(Messages.text(exports ? "archive.export.sentence" : "archive.import.sentence"), Css.QUIET),
                Layout.column(Css.GAP_SMALL, label, Layout.row(Css.GAP, file, Buttons.plain("archive-choose", Messages.text("transfer.choose"), this::choose)), problem),
                command, Layout.row(Css.GAP, Layout.spring(), cancel, go));
    }

    private Label title() {
        return Layout.wrapped(model.set().map(set -> Messages.text("archive.export.title", set.id())).orElseGet(() -> Messages.text("archive.import.title")), Styles.TITLE_4);
    }

    private Optional<Path> file() {
        try {
            return Optional.of(file.getText().strip()).filter(text -> !text.isEmpty()).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private void named() {
        go.setDisable(file().isEmpty());
        problem.say(file().isPresent() || file.getText().isBlank() ? "" : Messages.text("transfer.file.whole"));
        command.show(model.command(file().map(Path::toString).orElse("FILE.tar")).text());
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setTitle(title().getText());
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(Messages.text("archive.files"), "*.tar"));
        file().ifPresent(now -> {
            if (exports) chooser.setInitialFileName(now.getFileName().toString());
            if (now.getParent() != null && now.getParent().toFile().isDirectory()) chooser.setInitialDirectory(now.getParent().toFile());
        });
        File chosen = exports ? chooser.showSaveDialog(getScene().getWindow()) : chooser.showOpenDialog(getScene().getWindow());
        if (chosen != null) file.setText(chosen.getPath());
    }

    private void start() {
        file().ifPresent(chosen -> {
            var hide = Buttons.plain("archive-hide", Messages.text("export.hide"), context.overlay()::close);
            hide.setCancelButton(true);
            getChildren().setAll(title(), Layout.wrapped(chosen.toString(), Css.QUIET), progress, Layout.row(Css.GAP, Layout.spring(), stop, hide));
            hide.requestFocus();
            model.start(chosen);
        });
    }

    private void show(JobSnapshot job) {
        if (job == null) return;
        progress.show(job);
        stop.setDisable(job.state() == JobState.CANCELLING);
        if (!job.state().isFinished()) return;
        boolean good = job.state() == JobState.SUCCEEDED;
        var state = good ? StatePill.State.GOOD : job.state() == JobState.CANCELLED ? StatePill.State.WARNING : StatePill.State.BAD;
        var end = new Note(state, job.state() == JobState.CANCELLED ? Messages.text("archive.stopped") : job.outcome().orElse(""), String.join("\n", job.hints()));
        end.setId("archive-end");
        var close = Buttons.accent("archive-close", Messages.text("common.close"), context.overlay()::close);
        close.setDefaultButton(true);
        close.setCancelButton(true);
        var buttons = Layout.row(Css.GAP);
        if (!good) buttons.getChildren().add(Buttons.plain("archive-back", Messages.text("import.back"), this::ask));
        buttons.getChildren().addAll(Layout.spring(), close);
        getChildren().setAll(title(), end, buttons);
        close.requestFocus();
    }
}
