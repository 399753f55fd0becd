package dev.lifeboat.engine.job;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs jobs on virtual threads, one at a time per target, in the order they came. Thread-safe. */
public final class JobQueue implements AutoCloseable {
    public JobQueue(JobHistory history) { throw new UnsupportedOperationException(); }

    /**
     * @param outcome one sentence about the result for people; prefix handled by the caller
     * @param command the command line that does the same
     */
    public <R> Job<R> submit(String title, String target, String command, Work<R> work, Function<R, String> outcome) { throw new UnsupportedOperationException(); }

    /** Unfinished jobs first, then finished ones newest first, with those of earlier runs of the program. */
    public List<JobSnapshot> jobs() { throw new UnsupportedOperationException(); }

    /** Cancels the job when it is waiting or running. */
    public void cancel(String jobId) { throw new UnsupportedOperationException(); }

    /** Calls {@code listener} on some thread after changes, at most ten times a second per job, and always at its end. */
    public Cancellation.Registration listen(Consumer<JobSnapshot> listener) { throw new UnsupportedOperationException(); }

    /** Cancels what runs and waits for it. */
    @Override public void close() { throw new UnsupportedOperationException(); }
}
