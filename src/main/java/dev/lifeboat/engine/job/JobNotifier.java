package dev.lifeboat.engine.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples the jobs ten times a second and tells the listeners what changed, on one thread of its own: the work never
 * waits for a listener, and a listener never sees a job go back in time.
 */
final class JobNotifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobNotifier.class);
    private static final long TICK_MILLIS = 100;

    private final List<Consumer<JobSnapshot>> listeners = new CopyOnWriteArrayList<>();
    /** The jobs not ended yet, with the revision that was told last. */
    private final Map<Job<?>, Long> watched = new LinkedHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task ->
            Thread.ofPlatform().daemon().name("job-notifier").unstarted(task));
    private Future<?> ticking;

    Cancellation.Registration listen(Consumer<JobSnapshot> listener) {
        // Wrapped, so that the same listener may be registered twice and removed once.
        Consumer<JobSnapshot> own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** The clock only runs while there is something to watch. */
    synchronized void watch(Job<?> job) {
        watched.put(job, -1L);
        if (ticking == null) {
            ticking = thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void ended(Job<?> job) {
        try {
            thread.execute(() -> {
                synchronized (this) {
                    watched.remove(job);
                    if (watched.isEmpty() && ticking != null) {
                        ticking.cancel(false);
                        ticking = null;
                    }
                }
                tell(job.snapshot());
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("Job {} ended after the queue was closed; no listener was told", job.id(), e);
        }
    }

    private void tick() {
        List<Job<?>> changed = new ArrayList<>();
        synchronized (this) {
            watched.replaceAll((job, told) -> {
                long revision = job.revision();
                if (revision != told) {
                    changed.add(job);
                }
                return revision;
            });
        }
        for (Job<?> job : changed) {
            JobSnapshot snapshot = job.snapshot();
            if (!snapshot.state().isFinished()) {
                tell(snapshot);
            }
        }
    }

    private void tell(JobSnapshot snapshot) {
        for (Consumer<JobSnapshot> listener : listeners) {
            try {
                listener.accept(snapshot);
            } catch (RuntimeException e) {
                LOG.error("A listener failed on job {}", snapshot.id(), e);
            }
        }
    }

    /** Tells what is still to be told, then stops. */
    @Override public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("A job listener did not return within 10 s; not waiting for it any longer");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
