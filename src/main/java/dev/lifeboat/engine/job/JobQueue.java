package dev.lifeboat.engine.job;

import dev.lifeboat.engine.Failure;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on virtual threads, one at a time per target, in the order they came; jobs of different targets run side by
 * side. With {@link TargetLocks} a target is also busy while another Lifeboat works on it. Thread-safe.
 */
public final class JobQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
    private static final DateTimeFormatter ID_TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final JobHistory history;
    private final Path logFile;
    private final Optional<TargetLocks> locks;
    private final JobNotifier notifier = new JobNotifier();
    /** A target is in here while one of its jobs runs; its queue holds those that wait. */
    private final Map<String, Queue<Job<?>>> busy = new HashMap<>();
    private final Map<String, Job<?>> unfinished = new LinkedHashMap<>();
    /** Finished jobs of this run: what the history could not take is still known here. */
    private final SequencedMap<String, JobSnapshot> finished = new LinkedHashMap<>();
    private int submitted;
    private boolean closed;

    /** @param logFile where the program logs: named to people when a job fails unexpectedly */
    public JobQueue(JobHistory history, Path logFile) {
        this(history, logFile, Optional.empty());
    }

    /** @param locks shared with the other processes that work on the same targets */
    public JobQueue(JobHistory history, Path logFile, Optional<TargetLocks> locks) {
        this.locks = locks;
        this.history = history;
        this.logFile = logFile;
    }

    /**
     * Queues a piece of work; it begins when the target is free.
     *
     * @param title   for people: "Back up shop"
     * @param target  what the job works on; one job at a time per target
     * @param command the command line that does the same
     * @param outcome how a result came out, in one sentence
     * @throws IllegalStateException after {@link #close}
     */
    public <R> Job<R> submit(String title, String target, String command, Work<R> work, Function<R, Outcome> outcome) {
        Job<R> job;
        boolean now;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the queue is closed");
            }
            String id = "%s-%d-%04d".formatted(ID_TIME.format(Instant.now()), ProcessHandle.current().pid(), ++submitted);
            job = new Job<>(id, title, target, command, work, outcome);
            unfinished.put(id, job);
            now = !busy.containsKey(target);
            busy.computeIfAbsent(target, _ -> new ArrayDeque<>());
            if (!now) {
                busy.get(target).add(job);
            }
        }
        notifier.watch(job);
        if (now) {
            start(job);
        }
        return job;
    }

    /** Unfinished jobs first in the order they came, then finished ones newest first, with those of other runs of the program. */
    public List<JobSnapshot> jobs() {
        Map<String, JobSnapshot> all = new LinkedHashMap<>();
        history.list().forEach(job -> all.put(job.id(), job));
        synchronized (this) {
            all.putAll(finished);
            unfinished.values().forEach(job -> all.put(job.id(), job.snapshot()));
        }
        List<JobSnapshot> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparing((JobSnapshot job) -> job.state().isFinished())
                .thenComparing((a, b) -> a.state().isFinished() ? b.id().compareTo(a.id()) : a.id().compareTo(b.id())));
        return List.copyOf(sorted);
    }

    /** Whether the job waits or runs in this program, which can then {@link #cancel} it. */
    public synchronized boolean isOpenHere(String jobId) {
        return unfinished.containsKey(jobId);
    }

    /** Changes whenever some program has added to the history of jobs. @throws Failure.StorageFailed when that cannot be found out */
    public Object historyVersion() {
        return history.version();
    }

    /**
     * Cancels the job when it is waiting or running here; does nothing when it is finished.
     * @throws Failure.NotFound when this program knows no such job
     */
    public void cancel(String jobId) {
        Job<?> job;
        synchronized (this) {
            job = unfinished.get(jobId);
            if (job == null && !finished.containsKey(jobId)) {
                throw new Failure.NotFound("There is no job " + jobId + " that can be cancelled here.", "A job is cancelled in the program that runs it.");
            }
        }
        if (job != null) {
            cancel(job);
        }
    }

    /**
     * Calls {@code listener} on some thread after changes, at most ten times a second per job, and always at its end.
     * @param listener must return soon: all listeners are called on one thread. A failing one is logged and does no harm
     */
    public Cancellation.Registration listen(Consumer<JobSnapshot> listener) {
        return notifier.listen(listener);
    }

    /** Cancels what waits and runs, and waits until all of it has ended and every listener was told. */
    @Override public void close() {
        List<Job<?>> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(unfinished.values());
        }
        open.reversed().forEach(this::cancel);
        boolean interrupted = false;
        for (Job<?> job : open) {
            interrupted |= awaitQuietly(job);
        }
        notifier.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancel(Job<?> job) {
        job.cancel();
        boolean waited;
        synchronized (this) {
            Queue<Job<?>> waiting = busy.get(job.target());
            waited = waiting != null && waiting.remove(job);
        }
        if (waited) {
            job.start();
            end(job);
        }
    }

    private void start(Job<?> job) {
        Thread.ofVirtual().name("job-" + job.id()).start(() -> {
            try (TargetLocks.Held _ = locks.map(shared -> shared.await(job)).orElse(TargetLocks.NOTHING)) {
                if (job.start()) {
                    remember(job);
                    job.work(logFile);
                }
            }
            end(job);
            Job<?> next;
            synchronized (this) {
                next = busy.get(job.target()).poll();
                if (next == null) {
                    busy.remove(job.target());
                }
            }
            if (next != null) {
                start(next);
            }
        });
    }

    private void end(Job<?> job) {
        remember(job);
        synchronized (this) {
            unfinished.remove(job.id());
            finished.put(job.id(), job.snapshot());
            if (finished.size() > JobHistory.KEPT) {
                finished.pollFirstEntry();
            }
        }
        notifier.ended(job);
        job.finish();
    }

    private void remember(Job<?> job) {
        try {
            history.record(job.snapshot());
        } catch (Failure e) {
            // A full disk under the history must not keep a backup from running.
            LOG.warn("Job {} is missing in the history", job.id(), e);
            job.note("The job history could not be written: " + e.getMessage());
        }
    }

    private static boolean awaitQuietly(Job<?> job) {
        boolean interrupted = false;
        while (true) {
            try {
                job.join();
                return interrupted;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
    }
}
