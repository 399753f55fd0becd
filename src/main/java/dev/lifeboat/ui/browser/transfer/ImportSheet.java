package dev.lifeboat.ui.browser.transfer;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.transfer.ImportProblem;
import dev.lifeboat.engine.transfer.ImportReport;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.JobProgress;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.Overlay;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;

/** The sheet of an import: the file, where its columns go, a trial; then how far it is and how it ended. */
public final class ImportSheet extends VBox {
    private static final double PROBLEMS = 260;

    private final ImportModel model;
    private final ViewContext context;
    private final ImportFilePane filePane;
    private final ImportColumnsPane columnsPane;
    private final JobProgress progress;
    private final Button stop;
    private boolean keeps;

    public ImportSheet(ImportModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        filePane = new ImportFilePane(model, context);
        columnsPane = new ImportColumnsPane(model);
        progress = new JobProgress(context.formats());
        stop = Buttons.plain("import-stop", Messages.text("import.stop"), model::stop);
        setId("import-sheet");
        getStyleClass().addAll("lb-sheet", "import-sheet", Css.GAP_LARGE);
        model.jobProperty().addListener((_, _, job) -> show(job));
        model.refusal().ifPresentOrElse(this::refuse, this::askFile);
    }

    private void refuse(String reason) {
        var note = new Note(StatePill.State.NEUTRAL, reason, "");
        note.setId("import-refused");
        getChildren().setAll(title(), note, buttons(closing(Buttons.accent("import-close", Messages.text("common.close"), context.overlay()::close))));
    }

    private Label title() {
        return Layout.wrapped(switch (model.goal()) {
            case ImportModel.Goal.Into(var table) -> Messages.text("import.title", table.name());
            case ImportModel.Goal.New(var schema) -> Messages.text("import.title.new", schema);
        }, Styles.TITLE_4);
    }

    private static Node buttons(Node... buttons) {
        var row = Layout.row(Css.GAP, Layout.spring());
        row.getChildren().addAll(buttons);
        return row;
    }

    private static Button closing(Button button) {
        button.setCancelButton(true);
        return button;
    }

    private Button cancel() {
        return closing(Buttons.plain("import-cancel", Messages.text("common.cancel"), context.overlay()::close));
    }

    private void askFile() {
        var next = Buttons.accent("import-next", Messages.text("import.next"), this::askColumns);
        next.setDefaultButton(true);
        next.disableProperty().bind(model.sampleProperty().isNull().or(model.readingProperty()));
        getChildren().setAll(title(), filePane, buttons(cancel(), next));
    }

    private void askColumns() {
        var back = Buttons.plain("import-back", Messages.text("import.back"), this::askFile);
        var attempt = Buttons.plain("import-try", Messages.text("import.try"), () -> start(false));
        var go = go();
        columnsPane.problemProperty().addListener((_, _, problem) -> disable(!problem.isEmpty(), attempt, go));
        disable(!columnsPane.problemProperty().get().isEmpty(), attempt, go);
        getChildren().setAll(title(), columnsPane, Layout.row(Css.GAP, back, Layout.spring(), cancel(), attempt, go));
    }

    private static void disable(boolean off, Button... buttons) {
        for (var button : buttons) button.setDisable(off);
    }

    private Button go() {
        return Buttons.accent("import-go", Messages.text("import.go"), this::confirm);
    }

    /** As the stack's protection wants it; whatever is answered, this sheet is there again after it. */
    private void confirm() {
        var back = new Overlay() {
            @Override
            public void show(Node node) {
                context.overlay().show(node);
            }

            @Override
            public void close() {
                context.overlay().show(ImportSheet.this);
            }
        };
        context.overlay().show(new ConfirmDialog(back, model.stack(), Messages.text("import.confirm.title", model.targetName(), model.database()),
                Messages.text(model.goal() instanceof ImportModel.Goal.New ? "import.confirm.new" : "import.confirm.consequence"), Messages.text("import.go"), () -> start(true)));
    }

    private void start(boolean keep) {
        keeps = keep;
        var hide = closing(Buttons.plain("import-hide", Messages.text("export.hide"), context.overlay()::close));
        getChildren().setAll(title(), progress, buttons(stop, hide));
        hide.requestFocus();
        model.start(keep);
    }

    private void show(JobSnapshot job) {
        if (job == null) return;
        progress.show(job);
        stop.setDisable(job.state() == JobState.CANCELLING);
        if (job.state().isFinished()) end(job);
    }

    private void end(JobSnapshot job) {
        var report = model.report();
        boolean good = report.map(ImportReport::ok).orElse(false) && job.state() == JobState.SUCCEEDED;
        var state = good ? StatePill.State.GOOD : job.state() == JobState.CANCELLED ? StatePill.State.WARNING : StatePill.State.BAD;
        var note = new Note(state, ending(job, good), good && !keeps ? Messages.text("import.tried.todo") : String.join("\n", job.hints()));
        note.setId("import-end");
        getChildren().setAll(title(), note);
        report.filter(found -> !found.ok()).ifPresent(found -> getChildren().add(problems(found)));
        var close = closing(Buttons.plain("import-close", Messages.text("common.close"), context.overlay()::close));
        if (good && keeps) {
            close.getStyleClass().add(Styles.ACCENT);
            close.setDefaultButton(true);
            getChildren().add(buttons(close));
        } else {
            var row = Layout.row(Css.GAP, Buttons.plain("import-back", Messages.text("import.back"), this::askColumns), Layout.spring(), close);
            if (good) row.getChildren().add(go());
            getChildren().add(row);
        }
        close.requestFocus();
    }

    private String ending(JobSnapshot job, boolean good) {
        if (job.state() == JobState.CANCELLED) return Messages.text("import.stopped");
        if (good) return Messages.text(keeps ? "import.done" : "import.tried", model.report().orElseThrow().rows(), model.targetName());
        return model.report().filter(report -> !report.ok()).map(report -> Messages.text(report.more() ? "import.refused.more" : "import.refused", report.problems().size()))
                .orElse(job.outcome().orElse(""));
    }

    private Node problems(ImportReport report) {
        TableView<ImportProblem> table = Tables.table("import-problems", Messages.text("import.problems.list"), new Label(""));
        table.getColumns().add(Tables.text(Messages.text("import.problems.line"), 76, problem -> problem.line().isPresent() ? context.formats().count(problem.line().getAsLong()) : "–"));
        table.getColumns().add(Tables.text(Messages.text("import.problems.column"), 120, ImportProblem::column));
        table.getColumns().add(Tables.text(Messages.text("import.problems.what"), 560, ImportProblem::what));
        table.getColumns().forEach(column -> column.setSortable(false));
        table.getItems().setAll(report.problems());
        table.setPrefHeight(PROBLEMS);
        return table;
    }
}
