package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.SetDiff;
import dev.lifeboat.engine.repository.VolumeDiff;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A set beside another one, or beside the live databases. */
final class CompareModel {
    private final Stack stack;
    private final BackupSet set;
    private final List<BackupSet> others;
    private final SetJobs jobs;
    private final Tasks tasks;
    private final FollowedJob job;
    private final Latest comparing = new Latest();
    private final ReadOnlyObjectWrapper<List<VolumeDiff>> volumes = new ReadOnlyObjectWrapper<>(this, "volumes", List.of());
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyObjectWrapper<SetDiff> diff = new ReadOnlyObjectWrapper<>(this, "diff");
    private Optional<BackupSet> other = Optional.empty();
    private Optional<SetDiff> live = Optional.empty();

    /** @param others that it may be compared with */
    CompareModel(Stack stack, BackupSet set, List<BackupSet> others, SetJobs jobs, JobQueue queue, Tasks tasks) {
        this.stack = stack;
        this.set = set;
        this.others = others;
        this.jobs = jobs;
        this.tasks = tasks;
        job = new FollowedJob(queue, tasks);
    }

    BackupSet set() {
        return set;
    }

    List<BackupSet> others() {
        return others;
    }

    /** Turns to another set, whose records are compared at once, or for empty to the live databases, which are to be read first. */
    void choose(Optional<BackupSet> chosen) {
        other = chosen;
        comparing.cancel();
        volumes.set(List.of());
        error.set(null);
        chosen.filter(_ -> comparesVolumes()).ifPresent(right -> comparing.start(tasks.run(() -> jobs.compareVolumes(set, right))
                .onSuccess(volumes::set).onError(Failure.class, error::set)));
        diff.set(chosen.map(right -> SetDiff.of(set.manifest().databases(), right.manifest().databases())).or(() -> live).orElse(null));
    }

    /** Whether both of two sets have volumes. */
    boolean comparesVolumes() {
        return other.isPresent() && !set.manifest().volumes().isEmpty() && !other.get().manifest().volumes().isEmpty();
    }

    /** Whether both have databases; one that has none is not without its tables. */
    boolean comparesDatabases() {
        return hasDatabases() && other.map(right -> !right.manifest().databases().isEmpty()).orElse(true);
    }

    /** Whether it may be compared with the live databases. */
    boolean hasDatabases() {
        return !set.manifest().databases().isEmpty();
    }

    /** Reads the live databases whole, as a job; nothing is written. */
    void readLive() {
        live = Optional.empty();
        diff.set(null);
        job.follow(jobs.compareLive(stack, set, found -> tasks.later(() -> {
            live = Optional.of(found);
            if (other.isEmpty()) diff.set(found);
        })));
    }

    void stop() {
        job.stop();
    }

    Optional<BackupSet> other() {
        return other;
    }

    /** The command that does the same. */
    EquivalentCommand command() {
        return other.map(right -> SetJobs.diffCommand(set.id(), right.id())).orElseGet(() -> SetJobs.liveCommand(set.id()));
    }

    /** Null while it is not known. */
    ReadOnlyObjectProperty<SetDiff> diffProperty() {
        return diff.getReadOnlyProperty();
    }

    /** By volume; empty while it is not known, and where there are none. */
    ReadOnlyObjectProperty<List<VolumeDiff>> volumesProperty() {
        return volumes.getReadOnlyProperty();
    }

    /** Why the volumes cannot be compared; null when they can. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    FollowedJob job() {
        return job;
    }
}
