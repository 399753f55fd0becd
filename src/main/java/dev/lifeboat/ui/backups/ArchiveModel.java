package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.Optional;

/** A set on its way into one archive, or out of one. */
final class ArchiveModel {
    private final Optional<BackupSet> set;
    private final SetJobs jobs;
    private final FollowedJob job;

    /** @param set to be packed; empty to take one in */
    ArchiveModel(Optional<BackupSet> set, SetJobs jobs, JobQueue queue, Tasks tasks) {
        this.set = set;
        this.jobs = jobs;
        job = new FollowedJob(queue, tasks);
    }

    Optional<BackupSet> set() {
        return set;
    }

    void start(Path file) {
        if (set.isPresent()) job.follow(jobs.export(set.get(), file));
        else job.follow(jobs.takeIn(file));
    }

    /** The command that does the same. @param file as it was typed */
    EquivalentCommand command(String file) {
        return set.map(packed -> SetJobs.exportCommand(packed.id(), file)).orElseGet(() -> SetJobs.importCommand(file));
    }

    FollowedJob job() {
        return job;
    }
}
