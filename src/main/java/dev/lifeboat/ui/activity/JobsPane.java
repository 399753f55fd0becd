package dev.lifeboat.ui.activity;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.JobStates;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import org.kordamp.ikonli.feather.Feather;

/** The table of jobs and, below it, everything about the one that is selected. */
final class JobsPane extends SplitPane {
    private final TableView<JobSnapshot> table;
    private final JobDetails details;
    private final ActivityModel model;
    private String selected;

    JobsPane(ActivityModel model, ViewContext context) {
        this.model = model;
        var formats = context.formats();
        details = new JobDetails(formats, model);
        table = Tables.table("activity-jobs", Messages.text("activity.jobs"), new EmptyState(Feather.ACTIVITY,
                Messages.text("activity.jobs.empty.title"), Messages.text("activity.jobs.empty")));
        table.getColumns().add(Tables.node(Messages.text("activity.column.state"), 156, job -> JobStates.pill(job.state())));
        table.getColumns().add(Tables.text(Messages.text("activity.column.job"), 185, JobSnapshot::title));
        table.getColumns().add(Tables.value(Messages.text("activity.column.started", formats.offset()), 190,
                job -> job.started().orElse(job.queued()), formats::tableTime));
        table.getColumns().add(Tables.value(Messages.text("activity.column.duration"), 105, JobsPane::duration,
                formats::duration));
        table.getColumns().add(Tables.text(Messages.text("activity.column.outcome"), 180, job -> job.outcome().orElse("")));
        table.setItems(model.jobs());
        table.getSelectionModel().selectedItemProperty().addListener((_, _, job) -> show(job));
        model.jobs().addListener((ListChangeListener<JobSnapshot>) _ -> follow());
        getStyleClass().add("jobs-pane");
        setOrientation(Orientation.VERTICAL);
        setDividerPositions(0.55);
        getItems().add(table);
        follow();
    }

    /** Selects a job as soon as it is in the list. */
    void select(String jobId) {
        selected = jobId;
        follow();
    }

    /** A job that goes on is another value in the list each time: the selection stays with its id. */
    private void follow() {
        if (selected == null) return;
        find(selected).ifPresent(job -> {
            if (table.getSelectionModel().getSelectedItem() != job) table.getSelectionModel().select(job);
            else show(job);
        });
    }

    private Optional<JobSnapshot> find(String id) {
        return model.jobs().stream().filter(job -> job.id().equals(id)).findFirst();
    }

    private void show(JobSnapshot job) {
        if (job == null) return;
        selected = job.id();
        if (getItems().size() == 1) getItems().add(details);
        details.show(job);
    }

    private static Duration duration(JobSnapshot job) {
        return job.started().map(start -> Duration.between(start, job.ended().orElseGet(Instant::now))).orElse(Duration.ZERO);
    }
}
