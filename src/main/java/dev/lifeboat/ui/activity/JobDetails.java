package dev.lifeboat.ui.activity;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.CodeBlock;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.JobProgress;
import dev.lifeboat.ui.common.JobStates;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import java.time.Duration;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** Everything about one job: how far it is or how it ended, what to do, the command that does the same, its log. */
final class JobDetails extends ScrollPane {
    private final Formats formats;
    private final ActivityModel model;
    private final Label title = new Label();
    private final StatePill state = new StatePill(StatePill.State.NEUTRAL, "");
    private final Button cancel;
    private final JobProgress progress;
    private final Label times = Layout.wrapped("", Css.QUIET);
    private final Label elsewhere = Layout.wrapped(Messages.text("activity.elsewhere"), Css.QUIET);
    private final Label outcome = Layout.wrapped("");
    private final VBox hints = Layout.column(Css.GAP_SMALL);
    private final CodeBlock command = new CodeBlock("activity-command", Messages.text("activity.command"));
    private final CodeBlock log = new CodeBlock("activity-log", Messages.text("activity.log"));
    private JobSnapshot shown;

    JobDetails(Formats formats, ActivityModel model) {
        this.formats = formats;
        this.model = model;
        setId("activity-details");
        setFitToWidth(true);
        progress = new JobProgress(formats);
        title.getStyleClass().add(Styles.TITLE_4);
        outcome.setId("activity-outcome");
        elsewhere.setId("activity-elsewhere");
        cancel = Buttons.plain("activity-cancel", Messages.text("activity.cancel"), () -> model.cancel(shown));
        var content = Layout.column(Css.GAP_LARGE,
                Layout.row(Css.GAP, title, state, Layout.spring(), cancel),
                progress, Layout.column(Css.GAP_SMALL, outcome, hints, times, elsewhere), command, log);
        content.getStyleClass().add("job-details");
        setContent(content);
    }

    void show(JobSnapshot job) {
        shown = job;
        boolean finished = job.state().isFinished();
        title.setText(job.title());
        state.show(JobStates.meaning(job.state()), JobStates.word(job.state()));
        boolean reached = model.canCancel(job);
        shown(cancel, reached);
        shown(elsewhere, !finished && !reached);
        cancel.setDisable(job.state() == JobState.CANCELLING);
        shown(progress, reached);
        progress.show(job);
        times.setText(times(job));
        outcome.setText(job.outcome().orElse(""));
        shown(outcome, job.outcome().isPresent());
        hints.getChildren().setAll(job.hints().stream().map(hint -> Layout.wrapped("• " + hint)).toList());
        shown(hints, !job.hints().isEmpty());
        command.show(job.command());
        shown(command, !job.command().isEmpty());
        log.show(String.join("\n", job.log()));
    }

    private String times(JobSnapshot job) {
        if (job.started().isEmpty()) return Messages.text("activity.times.waiting", formats.time(job.queued()));
        var start = job.started().get();
        return job.ended()
                .map(end -> Messages.text("activity.times.ended", formats.time(start), formats.duration(Duration.between(start, end))))
                .orElseGet(() -> Messages.text("activity.times.running", formats.time(start)));
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
