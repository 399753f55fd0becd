package dev.lifeboat.ui.shell;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.JobProgress;
import dev.lifeboat.ui.common.Jobs;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;

/** The strip at the bottom while a job runs: which one, how far it is, how many wait, and a way to stop it. */
final class StatusStrip extends HBox {
    private final Jobs jobs;
    private final JobProgress progress;
    private final Label title = new Label();
    private final Label waiting = new Label();
    private final Button cancel;

    StatusStrip(Jobs jobs, ViewContext context) {
        this.jobs = jobs;
        setId("status");
        getStyleClass().addAll("status-strip", Css.GAP_LARGE);
        progress = new JobProgress(context.formats());
        HBox.setHgrow(progress, Priority.ALWAYS);
        title.getStyleClass().add("status-title");
        title.setMinWidth(USE_PREF_SIZE);
        waiting.getStyleClass().add(Css.QUIET);
        waiting.setMinWidth(USE_PREF_SIZE);
        waiting.managedProperty().bind(waiting.textProperty().isNotEmpty());
        var details = Buttons.icon("status-details", Messages.text("shell.status.details"), Feather.LIST,
                () -> context.navigator().open(Place.ACTIVITY));
        cancel = Buttons.plain("status-cancel", Messages.text("common.cancel"), this::cancel);
        getChildren().addAll(title, progress, waiting, details, cancel);
        jobs.currentProperty().addListener((_, _, job) -> show(job));
        show(jobs.currentProperty().get());
    }

    private void show(JobSnapshot job) {
        setManaged(job != null);
        setVisible(job != null);
        if (job == null) return;
        title.setText(job.title());
        progress.show(job);
        int others = jobs.unfinished() - 1;
        waiting.setText(others > 0 ? Messages.text("shell.status.waiting", others) : "");
        boolean reached = jobs.canCancel(job);
        cancel.setManaged(reached);
        cancel.setVisible(reached);
        cancel.setDisable(job.state() == JobState.CANCELLING);
        cancel.setAccessibleText(Messages.text("shell.status.cancel", job.title()));
    }

    private void cancel() {
        var job = jobs.currentProperty().get();
        if (job != null) jobs.cancel(job.id());
    }
}
