package dev.lifeboat.ui.replication;

import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.util.function.Supplier;

/** Starts copying as a job, with its title, its command and its outcome in words. Returns at once; thread-safe. */
public final class CopyJobs {
    private final JobQueue jobs;
    private final Replication replication;
    private final Supplier<Repository> repositories;
    private final Formats formats;

    /** @param repositories opens the repository that Settings name, anew each time */
    public CopyJobs(JobQueue jobs, Replication replication, Supplier<Repository> repositories, Formats formats) {
        this.jobs = jobs;
        this.replication = replication;
        this.repositories = repositories;
        this.formats = formats;
    }

    /** Copies what is missing there. */
    public Job<Replication.Result> copy(Destination destination) {
        return jobs.submit(Messages.text("replication.job", destination.name()), destination.name(), command(destination.name()).text(),
                (progress, cancellation) -> replication.copy(repositories.get(), destination, progress, cancellation),
                result -> Outcome.done(outcome(result)));
    }

    /** The command that does the same as {@link #copy}. */
    public static EquivalentCommand command(String destination) {
        return EquivalentCommand.of("replicate").add(destination);
    }

    private String outcome(Replication.Result result) {
        return result.copied().isEmpty()
                ? Messages.text("replication.job.nothing", result.alreadyThere().size())
                : Messages.text("replication.job.done", result.copied().size(), formats.size(result.bytes()));
    }
}
