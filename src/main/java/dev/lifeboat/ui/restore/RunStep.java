package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.JobProgress;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import java.time.Duration;
import java.time.Instant;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The sixth step: the restore at work, with its phases, and what went wrong if something did. */
final class RunStep extends VBox {
    private final RestoreModel model;
    private final ViewContext context;
    private final JobProgress progress;
    private final Label estimate = Layout.wrapped("", Css.QUIET);
    private final VBox phases = Layout.column(Css.GAP);
    private final Button cancel;
    private final ErrorBanner error = new ErrorBanner("restore-run-error");
    private final VBox cancelled = new VBox();
    private final Card card;
    private RunModel run;

    RunStep(RestoreModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().addAll("restore-step", Css.GAP_LARGE);
        progress = new JobProgress(context.formats());
        estimate.setId("restore-estimate");
        phases.setId("restore-phases");
        cancel = Buttons.plain("restore-cancel", Messages.text("restore.cancel"), () -> run.cancel());
        card = new Card(progress, Layout.row(Css.GAP, estimate, Layout.spring(), cancel));
        getChildren().addAll(error, cancelled, card, phases);
        model.runProperty().addListener((_, _, now) -> follow(now));
        follow(model.runProperty().get());
    }

    private void follow(RunModel now) {
        run = now;
        error.clear();
        cancelled.getChildren().clear();
        phases.getChildren().clear();
        if (now == null) return;
        now.snapshotProperty().addListener((_, _, job) -> {
            if (run == now) show(job);
        });
        now.errorProperty().addListener((_, _, _) -> {
            if (run == now) showEnd();
        });
        now.phases().addListener((ListChangeListener<RunModel.Phase>) _ -> {
            if (run == now) showPhases();
        });
        show(now.snapshotProperty().get());
        showPhases();
        showEnd();
    }

    private void show(JobSnapshot job) {
        boolean over = job.state().isFinished();
        card.setVisible(!over);
        card.setManaged(!over);
        progress.show(job);
        cancel.setDisable(job.state() == JobState.CANCELLING || over);
        estimate.setText(RunModel.estimate(run.plan(), job, context.formats(), Instant.now()));
    }

    private void showEnd() {
        var failed = run.errorProperty().get();
        if (failed instanceof Failure.Cancelled) {
            cancelled.getChildren().setAll(new Note(StatePill.State.NEUTRAL, failed.getMessage(), Messages.text("restore.cancelled.todo")));
        } else if (failed != null) {
            error.show(failed);
        }
    }

    private void showPhases() {
        phases.getChildren().setAll(run.phases().stream().map(this::row).toList());
    }

    private Node row(RunModel.Phase phase) {
        var took = new Label(phase.ended()
                .map(end -> context.formats().duration(Duration.between(phase.began(), end)))
                .orElseGet(() -> Messages.text("restore.phase.now")));
        took.getStyleClass().add(Css.QUIET);
        var icon = phase.ended().isPresent()
                ? Layout.icon(StatePill.State.GOOD.icon(), "icon-good")
                : Layout.icon(StatePill.State.RUNNING.icon(), "icon-running");
        return Layout.row(Css.GAP, icon, Layout.wrapped(phase.name()), took);
    }
}
