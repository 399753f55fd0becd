package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** A restore that runs or has ended. It goes on when nobody looks at it. */
public final class RunModel {
    /** A phase that was seen, and when. The report has the exact times. */
    public record Phase(String name, Instant began, Optional<Instant> ended) {}

    private final RestorePlan plan;
    private final Job<RestoreReport> job;
    private final Tasks tasks;
    private final ReadOnlyObjectWrapper<JobSnapshot> snapshot = new ReadOnlyObjectWrapper<>(this, "snapshot");
    private final ReadOnlyObjectWrapper<RestoreReport> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ObservableList<Phase> phases = FXCollections.observableArrayList();

    /** @param job was just submitted to {@code queue} */
    RunModel(RestorePlan plan, Job<RestoreReport> job, JobQueue queue, Tasks tasks) {
        this.plan = plan;
        this.job = job;
        this.tasks = tasks;
        snapshot.set(job.snapshot());
        var listening = queue.listen(state -> {
            if (state.id().equals(job.id())) tasks.later(() -> show(state));
        });
        tasks.run(job::await)
                .onSuccess(report::set)
                .onError(Throwable.class, error::set)
                .onDone(() -> {
                    listening.close();
                    show(job.snapshot());
                })
                .start();
    }

    public RestorePlan plan() {
        return plan;
    }

    /** How far the job is. */
    public ReadOnlyObjectProperty<JobSnapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    /** What came out, or null as long as it runs and when it failed. */
    public ReadOnlyObjectProperty<RestoreReport> reportProperty() {
        return report.getReadOnlyProperty();
    }

    /** Why it failed, or null. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** The phases seen so far, in their order. */
    public ObservableList<Phase> phases() {
        return phases;
    }

    /** Whether it has ended, in whichever way. */
    public boolean ended() {
        return report.get() != null || error.get() != null;
    }

    /** Asks the engine to stop; what it leaves behind is said in the failure that follows. */
    public void cancel() {
        tasks.act(job::cancel).start();
    }

    /** What can honestly be said about the rest; empty when nothing can. */
    public static String estimate(RestorePlan plan, JobSnapshot job, Formats formats, Instant now) {
        if (job.unit() == Unit.BYTES && job.total() > 0 && job.unitsPerSecond() > 0) {
            var left = Duration.ofMillis((long) (1000 * Math.max(0, job.total() - job.done()) / job.unitsPerSecond()));
            return Messages.text("restore.run.left", formats.duration(left));
        }
        var elapsed = job.started().map(began -> Duration.between(began, now)).orElse(Duration.ZERO);
        return plan.expectedMillis().map(Duration::ofMillis)
                .map(expected -> elapsed.compareTo(expected) <= 0
                        ? Messages.text("restore.run.expected", formats.duration(expected))
                        : Messages.text("restore.run.longer", formats.duration(expected)))
                .orElse("");
    }

    private void show(JobSnapshot state) {
        if (snapshot.get().state().isFinished()) return;
        snapshot.set(state);
        var open = phases.isEmpty() ? Optional.<Phase>empty() : Optional.of(phases.getLast()).filter(phase -> phase.ended().isEmpty());
        boolean changed = open.isEmpty() || !open.get().name().equals(state.phase());
        var now = state.ended().orElseGet(Instant::now);
        if (open.isPresent() && (changed || state.state().isFinished())) {
            phases.set(phases.size() - 1, new Phase(open.get().name(), open.get().began(), Optional.of(now)));
        }
        if (changed && !state.phase().isBlank() && !state.state().isFinished()) {
            phases.add(new Phase(state.phase(), now, Optional.empty()));
        }
    }
}
