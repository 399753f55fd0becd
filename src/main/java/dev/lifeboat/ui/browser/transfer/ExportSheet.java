package dev.lifeboat.ui.browser.transfer;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** The sheet before an export: form, columns, file; then how far it is and how it ended. */
public final class ExportSheet extends VBox {
    private enum Form { CSV, JSON, LINES, INSERTS }

    private static final int ROWS = 500;

    private final ExportModel model;
    private final ViewContext context;
    private final Choice<Form> form = new Choice<>("export-form", Messages.text("export.form"), List.of(Form.values()),
            each -> Messages.text("export.form." + each.name().toLowerCase(Locale.ROOT)));
    private final Choice<Boolean> columns = new Choice<>("export-columns", Messages.text("export.columns"), List.of(false, true),
            all -> Messages.text(all ? "export.columns.all" : "export.columns.shown"));
    private final Choice<Character> delimiter = new Choice<>("export-delimiter", Messages.text("transfer.delimiter"), List.of(',', ';', '\t', '|'), ExportSheet::word);
    private final CheckBox header = box("export-header", Messages.text("export.header"), true);
    private final CheckBox mark = box("export-mark", Messages.text("export.mark"), false);
    private final TextField nullText = new TextField();
    private final TextField table = new TextField();
    private final TextField file = new TextField();
    private final FieldProblem problem = new FieldProblem("export-file-problem");
    private final Label replaces = Layout.wrapped(Messages.text("export.replaces"), Css.QUIET);
    private final VBox options = Layout.column(Css.GAP_LARGE);
    private final JobProgress progress;
    private final Button go = Buttons.accent("export-go", Messages.text("export.go"), this::start);
    private final Button stop;

    public ExportSheet(ExportModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        progress = new JobProgress(context.formats());
        stop = Buttons.plain("export-stop", Messages.text("export.stop"), model::stop);
        setId("export-sheet");
        getStyleClass().addAll("lb-sheet", "transfer-sheet", Css.GAP_LARGE);
        delimiter.valueProperty().set(',');
        columns.valueProperty().set(false);
        field(nullText, "export-null", Messages.text("transfer.null"));
        nullText.setPromptText(Messages.text("transfer.null.prompt"));
        field(table, "export-table", Messages.text("export.table"));
        table.setText(model.rows().name());
        field(file, "export-file", Messages.text("transfer.file"));
        replaces.setId("export-replaces");
        replaces.visibleProperty().bind(model.replacesProperty());
        replaces.managedProperty().bind(replaces.visibleProperty());
        form.valueProperty().addListener(_ -> formChosen());
        delimiter.valueProperty().addListener(_ -> renamed());
        file.textProperty().addListener(_ -> fileNamed());
        file.setText(Path.of(System.getProperty("user.home"), model.rows().name().replaceAll("[^\\p{L}\\p{N}_. -]", "_") + ".csv").toString());
        form.valueProperty().set(Form.CSV);
        model.jobProperty().addListener((_, _, job) -> show(job));
        ask();
    }

    static CheckBox box(String id, String text, boolean selected) {
        var box = new CheckBox(text);
        box.setId(id);
        box.setSelected(selected);
        return box;
    }

    static void field(TextField field, String id, String name) {
        field.setId(id);
        field.setAccessibleText(name);
    }

    static String word(char delimiter) {
        return switch (delimiter) {
            case ',' -> Messages.text("transfer.delimiter.comma");
            case ';' -> Messages.text("transfer.delimiter.semicolon");
            case '\t' -> Messages.text("transfer.delimiter.tab");
            default -> Messages.text("transfer.delimiter.bar");
        };
    }

    private void ask() {
        var cancel = Buttons.plain("export-cancel", Messages.text("common.cancel"), context.overlay()::close);
        cancel.setCancelButton(true);
        go.setDefaultButton(true);
        HBox.setHgrow(file, Priority.ALWAYS);
        var choose = Buttons.plain("export-choose", Messages.text("transfer.choose"), this::choose);
        var body = Layout.column(Css.GAP_LARGE, labelled(Messages.text("export.form"), form), options);
        if (model.hidesColumns()) body.getChildren().add(labelled(Messages.text("export.columns"), columns));
        body.getChildren().add(labelled(Messages.text("transfer.file"), Layout.row(Css.GAP, file, choose), problem, replaces));
        getChildren().setAll(title(), about(), body, Layout.row(Css.GAP, Layout.spring(), cancel, go));
    }

    private Label title() {
        return Layout.wrapped(Messages.text("export.title", model.rows().name()), Styles.TITLE_4);
    }

    private Label about() {
        if (model.rows().about().isPresent()) return Layout.wrapped(model.rows().about().get(), Css.QUIET);
        if (model.rows().schema().isEmpty()) return Layout.wrapped(Messages.text("export.about.query"), Css.QUIET);
        var expected = model.rows().expected();
        return Layout.wrapped(expected.isPresent() ? Messages.text("export.about.rows", expected.getAsLong()) : Messages.text("export.about"), Css.QUIET);
    }

    static VBox labelled(String name, Node... nodes) {
        var label = new Label(name);
        label.getStyleClass().add(Styles.TEXT_BOLD);
        label.setLabelFor(nodes[0]);
        var column = Layout.column(Css.GAP_SMALL, label);
        column.getChildren().addAll(nodes);
        return column;
    }

    private void formChosen() {
        options.getChildren().clear();
        if (form.valueProperty().get() == Form.CSV) {
            options.getChildren().addAll(labelled(Messages.text("transfer.delimiter"), delimiter), labelled(Messages.text("transfer.null"), nullText),
                    Layout.column(Css.GAP, header, mark));
        } else if (form.valueProperty().get() == Form.INSERTS && model.rows().schema().isEmpty()) {
            options.getChildren().add(labelled(Messages.text("export.table"), table));
        }
        options.setManaged(!options.getChildren().isEmpty());
        renamed();
    }

    private RowForm form() {
        return switch (form.valueProperty().get()) {
            case CSV -> new RowForm.Csv(delimiter.valueProperty().get(), header.isSelected(), nullText.getText(), mark.isSelected());
            case JSON -> new RowForm.Json(false);
            case LINES -> new RowForm.Json(true);
            case INSERTS -> new RowForm.Inserts(model.rows().schema(), table.getText(), ROWS);
        };
    }

    /** The name of the file ends as such files do, unless a person gave it another ending. */
    private void renamed() {
        file.setText(file.getText().replaceFirst("\\.(csv|tsv|json|jsonl|sql)$", "." + form().ending()));
    }

    private Optional<Path> file() {
        try {
            return Optional.of(file.getText().strip()).filter(text -> !text.isEmpty()).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private void fileNamed() {
        problem.say(file().isPresent() ? "" : Messages.text("transfer.file.whole"));
        go.setDisable(file().isEmpty());
        file().ifPresent(model::look);
    }

    private void choose() {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("export.title", model.rows().name()));
        file().ifPresent(now -> {
            chooser.setInitialFileName(now.getFileName().toString());
            if (now.getParent() != null && now.getParent().toFile().isDirectory()) chooser.setInitialDirectory(now.getParent().toFile());
        });
        File chosen = chooser.showSaveDialog(getScene().getWindow());
        if (chosen != null) file.setText(chosen.getPath());
    }

    private void start() {
        file().ifPresent(to -> {
            var hide = Buttons.plain("export-hide", Messages.text("export.hide"), context.overlay()::close);
            hide.setCancelButton(true);
            getChildren().setAll(title(), Layout.wrapped(to.toString(), Css.QUIET), progress, Layout.row(Css.GAP, Layout.spring(), stop, hide));
            hide.requestFocus();
            model.start(columns.valueProperty().get(), form(), to);
        });
    }

    private void show(JobSnapshot job) {
        progress.show(job);
        stop.setDisable(job.state() == JobState.CANCELLING);
        if (!job.state().isFinished()) return;
        var state = job.state() == JobState.SUCCEEDED ? StatePill.State.GOOD : job.state() == JobState.CANCELLED ? StatePill.State.WARNING : StatePill.State.BAD;
        String said = job.state() == JobState.CANCELLED ? Messages.text("export.stopped") : job.outcome().orElse("");
        var end = new Note(state, said, String.join("\n", job.hints()));
        end.setId("export-end");
        var close = Buttons.accent("export-close", Messages.text("common.close"), context.overlay()::close);
        close.setDefaultButton(true);
        close.setCancelButton(true);
        getChildren().setAll(title(), end, Layout.row(Css.GAP, Layout.spring(), close));
        close.requestFocus();
    }
}
