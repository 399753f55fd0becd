package dev.lifeboat.ui.overview;

import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.monitor.HealthCheck;
import dev.lifeboat.engine.monitor.StackHealth;
import dev.lifeboat.engine.monitor.StackHealth.Todo;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.backups.BackupJobs;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import dev.lifeboat.ui.replication.DestinationStatus;
import dev.lifeboat.ui.replication.ReplicationModel;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;

/** How well the current stack is protected; read anew when shown and whenever a job ends. */
public final class OverviewModel {
    /**
     * What was found at one moment.
     *
     * @param last the newest set; empty when there is none
     */
    public record Picture(StackHealth health, Optional<BackupSet> last) {}

    private final HealthCheck check;
    private final BackupJobs backups;
    private final ReplicationModel replication;
    private final Tasks tasks;
    private final Latest looking = new Latest();
    private final ReadOnlyObjectWrapper<Picture> picture = new ReadOnlyObjectWrapper<>(this, "picture");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyObjectWrapper<JobSnapshot> running = new ReadOnlyObjectWrapper<>(this, "running");
    private Optional<Stack> stack = Optional.empty();
    private boolean shown;

    /** Begins to listen to the jobs at once. @param replication its own, for the sentences of the destinations */
    public OverviewModel(HealthCheck check, BackupJobs backups, ReplicationModel replication, JobQueue queue, Tasks tasks) {
        this.check = check;
        this.backups = backups;
        this.replication = replication;
        this.tasks = tasks;
        queue.listen(job -> tasks.later(() -> jobChanged(job)));
    }

    /** How the stack stands, or null until it was looked at. */
    public ReadOnlyObjectProperty<Picture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** Why it could not be looked at, or null. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** The job that works on the stack, or null. */
    public ReadOnlyObjectProperty<JobSnapshot> runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** The destinations of the stack. */
    public ObservableList<DestinationStatus> destinations() {
        return replication.destinations();
    }

    public Optional<Stack> stack() {
        return stack;
    }

    /** Forgets what was known of the stack before. */
    public void use(Optional<Stack> now) {
        if (now.equals(stack)) return;
        stack = now;
        looking.cancel();
        picture.set(null);
        error.set(null);
        running.set(null);
        replication.use(now.map(Stack::name));
        if (shown) refresh();
    }

    /** The view is in front, or no longer. */
    public void shown(boolean now) {
        shown = now;
        replication.shown(now);
        if (now) refresh();
    }

    /** Looks at the repository in the background. */
    public void refresh() {
        if (stack.isEmpty()) return;
        var name = stack.get().name();
        looking.start(tasks.run(() -> look(name))
                .onSuccess(found -> {
                    error.set(null);
                    picture.set(found);
                })
                .onError(Throwable.class, error::set));
    }

    /** Backs the stack up as a job. */
    public void backUp() {
        stack.ifPresent(chosen -> backups.backUp(Kind.DATABASE, chosen, BackupChoices.USUAL));
    }

    /** Verifies a set as a job, as deeply as can be. */
    public void verify(String setId) {
        stack.ifPresent(chosen -> backups.verify(chosen.name(), setId, Depth.DEEP));
    }

    /** Copies now what is missing at a destination, as a job. */
    public void copy(String destination) {
        destinations().stream().map(DestinationStatus::destination).filter(each -> each.name().equals(destination))
                .findFirst().ifPresent(replication::copy);
    }

    /** Does what a todo asks for, when a job does it. @return false when the place for it must be opened instead */
    public boolean perform(Todo todo) {
        switch (todo.action()) {
            case BACK_UP -> backUp();
            case VERIFY -> verify(todo.target());
            case REPLICATE -> copy(todo.target());
            case ADD_DESTINATION, SHOW_SET, SHOW_JOBS, SHOW_SCHEDULES -> {
                return false;
            }
        }
        return true;
    }

    private Picture look(String name) {
        var repository = backups.repository();
        var health = check.of(name, repository);
        return new Picture(health, health.lastSetId().map(repository::find));
    }

    private void jobChanged(JobSnapshot job) {
        boolean ours = stack.filter(chosen -> chosen.name().equals(job.target())).isPresent();
        if (ours) running.set(job.state().isFinished() ? null : job);
        if (shown && job.state().isFinished()) refresh();
    }
}
