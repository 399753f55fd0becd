package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.SetDiff;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.EquivalentCommand;
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
        diff.set(chosen.map(right -> SetDiff.of(set.manifest().databases(), right.manifest().databases())).or(() -> live).orElse(null));
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

    FollowedJob job() {
        return job;
    }
}
