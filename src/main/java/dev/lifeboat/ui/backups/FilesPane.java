package dev.lifeboat.ui.backups;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileEntry.Type;
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
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** The files of a set's volumes, folder by folder or found by their path, and a way to take some of them out. */
final class FilesPane extends VBox {
    private static final double TABLE_HEIGHT = 300;
    private static final double VOLUMES_WIDTH = 240;
    private static final Duration TYPING = Duration.millis(250);

    private final FilesModel model;
    private final ViewContext context;
    private final TableView<FileEntry> table;
    private final Label placeholder = Layout.wrapped("", Css.QUIET);
    private final FlowPane trail = new FlowPane();
    private final TextField find = new TextField();
    private final Label where = Layout.wrapped("");
    private final Button more;
    private final TextField into = new TextField();
    private final Button take;
    private final VBox taking = Layout.column(Css.GAP);
    private final JobProgress progress;
    private final Button stop;
    private final HBox running;
    private final ErrorBanner error = new ErrorBanner("files-error");
    private final CodeBlock command = new CodeBlock("files-command", Messages.text("backups.command"));

    FilesPane(FilesModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().addAll("files-pane", Css.GAP);
        progress = new JobProgress(context.formats());
        stop = Buttons.plain("files-stop", Messages.text("archive.stop"), model.job()::stop);
        running = Layout.row(Css.GAP, progress, stop);
        HBox.setHgrow(progress, Priority.ALWAYS);
        table = table();
        VBox.setVgrow(table, Priority.ALWAYS);
        more = Buttons.plain("files-more", Messages.text("files.more", FilesModel.PART), model::more);
        take = Buttons.plain("files-take", Messages.text("files.take", 0), Feather.DOWNLOAD, this::take);
        taking.managedProperty().bind(Bindings.isNotEmpty(taking.getChildren()));
        where.setId("files-where");
        trail.getStyleClass().add("files-trail");
        trail.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(trail, Priority.ALWAYS);
        getChildren().addAll(head(), error, table,
                Layout.row(Css.GAP, where, Layout.spring(), more), takeOut(), taking, command);
        model.files().addListener((ListChangeListener<FileEntry>) _ -> showState());
        model.folderProperty().addListener((_, _, _) -> showTrail());
        model.volumeProperty().addListener((_, _, _) -> showTrail());
        model.busyProperty().addListener((_, _, _) -> showState());
        model.passedProperty().addListener((_, _, _) -> showState());
        model.endedProperty().addListener((_, _, _) -> showState());
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        model.job().snapshotProperty().addListener((_, _, job) -> show(job));
        model.choose(model.volumes().getFirst());
        showTrail();
        showState();
    }

    private Node head() {
        var head = Layout.row(Css.GAP, trail, finder());
        if (model.volumes().size() > 1) head.getChildren().addFirst(volumes());
        return head;
    }

    private Node volumes() {
        var volumes = new ComboBox<VolumeRecord>();
        volumes.setId("files-volume");
        volumes.setAccessibleText(Messages.text("files.volume"));
        volumes.getItems().setAll(model.volumes());
        volumes.setConverter(new ChoiceText<>(VolumeRecord::name));
        volumes.setMaxWidth(VOLUMES_WIDTH);
        volumes.setValue(model.volumes().getFirst());
        volumes.valueProperty().addListener((_, _, chosen) -> {
            find.clear();
            model.choose(chosen);
        });
        return volumes;
    }

    private Node finder() {
        find.setId("files-find");
        find.setPromptText(Messages.text("files.find"));
        find.setAccessibleText(Messages.text("files.find"));
        var pause = new PauseTransition(TYPING);
        pause.setOnFinished(_ -> model.find(find.getText()));
        find.textProperty().addListener((_, _, _) -> pause.playFromStart());
        return find;
    }

    private TableView<FileEntry> table() {
        var formats = context.formats();
        TableView<FileEntry> made = Tables.table("files-table", Messages.text("files.table"), placeholder);
        var name = Tables.<FileEntry>text(Messages.text("files.column.name"), 270, file -> FileWords.name(file, model.folderProperty().get()));
        name.setCellFactory(_ -> new FileNameCell());
        made.getColumns().add(name);
        made.getColumns().add(Tables.value(Messages.text("files.column.size"), 80, file -> file.type() == Type.FILE ? file.size() : null, formats::size));
        made.getColumns().add(Tables.text(Messages.text("files.column.mode"), 105, FileWords::mode));
        made.getColumns().add(Tables.text(Messages.text("files.column.owner"), 90, FileWords::owner));
        made.getColumns().add(Tables.value(Messages.text("files.column.changed", formats.offset()), 195, FileEntry::mtime, formats::tableTime));
        made.setItems(model.files());
        made.setPrefHeight(TABLE_HEIGHT);
        made.setMinHeight(3 * Tables.ROW);
        made.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        made.getSelectionModel().getSelectedItems().addListener((ListChangeListener<FileEntry>) _ -> showChosen());
        made.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) open();
        });
        made.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) open();
            else if (event.getCode() == KeyCode.BACK_SPACE) up();
            else return;
            event.consume();
        });
        return made;
    }

    private void open() {
        var file = table.getSelectionModel().getSelectedItem();
        if (file != null && file.type() == Type.FOLDER) go(file.path());
    }

    private void up() {
        String folder = model.folderProperty().get();
        if (!folder.equals(FilesModel.ROOT)) go(folder.contains("/") ? folder.substring(0, folder.lastIndexOf('/')) : FilesModel.ROOT);
    }

    private void go(String folder) {
        find.clear();
        model.find("");
        model.open(folder);
    }

    /** The folders that lead here, each a button. */
    private void showTrail() {
        trail.getChildren().setAll(step(model.volumeProperty().get().name(), FilesModel.ROOT, 0));
        String folder = model.folderProperty().get();
        if (!folder.equals(FilesModel.ROOT)) {
            int depth = 1;
            for (int slash = folder.indexOf('/'); ; slash = folder.indexOf('/', slash + 1)) {
                String path = slash < 0 ? folder : folder.substring(0, slash);
                trail.getChildren().addAll(new Label("/"), step(FileWords.printable(path.substring(path.lastIndexOf('/') + 1)), path, depth++));
                if (slash < 0) break;
            }
        }
        showChosen();
    }

    private Button step(String words, String path, int depth) {
        var step = Buttons.plain("files-step-" + depth, words, () -> go(path));
        step.setMnemonicParsing(false);
        step.getStyleClass().add(Styles.FLAT);
        step.setAccessibleText(Messages.text("files.step", words));
        return step;
    }

    private Node takeOut() {
        into.setId("files-into");
        into.setAccessibleText(Messages.text("files.into"));
        into.setPromptText(Messages.text("files.into.prompt"));
        into.setText(Path.of(System.getProperty("user.home"), model.set().id()).toString());
        into.textProperty().addListener((_, _, _) -> showChosen());
        HBox.setHgrow(into, Priority.ALWAYS);
        var label = new Label(Messages.text("files.into"));
        label.setLabelFor(into);
        label.setMinWidth(USE_PREF_SIZE);
        return Layout.row(Css.GAP, label, into, Buttons.plain("files-choose", Messages.text("transfer.choose"), this::choose), take);
    }

    private void choose() {
        var chooser = new DirectoryChooser();
        chooser.setTitle(Messages.text("files.into"));
        folder().filter(path -> path.toFile().isDirectory()).ifPresent(path -> chooser.setInitialDirectory(path.toFile()));
        var chosen = chooser.showDialog(getScene().getWindow());
        if (chosen != null) into.setText(chosen.getPath());
    }

    private Optional<Path> folder() {
        try {
            return Optional.of(into.getText().strip()).filter(text -> !text.isEmpty()).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private List<FileEntry> chosen() {
        return table.getSelectionModel().getSelectedItems().stream().filter(file -> file != null).toList();
    }

    private void take() {
        var chosen = chosen();
        if (!chosen.isEmpty()) folder().ifPresent(to -> model.takeOut(chosen, to));
    }

    private void showChosen() {
        var chosen = chosen();
        take.setText(Messages.text("files.take", chosen.size()));
        take.setAccessibleText(take.getText());
        boolean running = model.job().snapshotProperty().get() != null && !model.job().snapshotProperty().get().state().isFinished();
        take.setDisable(chosen.isEmpty() || folder().isEmpty() || running);
        command.show(model.command(chosen, folder().map(Path::toString).orElse("DIR")).text());
    }

    private void show(JobSnapshot job) {
        showChosen();
        if (job == null) return;
        if (!job.state().isFinished()) {
            progress.show(job);
            stop.setDisable(job.state() == JobState.CANCELLING);
            if (!taking.getChildren().contains(running)) taking.getChildren().setAll(running);
            return;
        }
        boolean good = job.state() == JobState.SUCCEEDED;
        var state = good ? StatePill.State.GOOD : job.state() == JobState.CANCELLED ? StatePill.State.WARNING : StatePill.State.BAD;
        var end = new Note(state, job.state() == JobState.CANCELLED ? Messages.text("archive.stopped") : job.outcome().orElse(""), String.join("\n", job.hints()));
        end.setId("files-end");
        taking.getChildren().setAll(end);
    }

    private void showState() {
        var formats = context.formats();
        boolean busy = model.busyProperty().get();
        boolean ended = model.endedProperty().get();
        var volume = model.volumeProperty().get();
        placeholder.setText(busy ? Messages.text("files.reading") : Messages.text(model.finding() ? "files.noneFound" : "files.none"));
        String shown = formats.count(model.files().size());
        if (ended) where.setText(Messages.text(model.finding() ? "files.found" : "files.all", model.files().size(), shown));
        else where.setText(Messages.text("files.some", shown, formats.count(model.passedProperty().get()), formats.count(volume.files())));
        more.setVisible(!ended && !busy);
    }
}
