package dev.lifeboat.engine.job;

import dev.lifeboat.engine.Failure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A submitted piece of work. Thread-safe.
 *
 * @param <R> its result
 */
public final class Job<R> {

    private static final Logger LOG = LoggerFactory.getLogger(Job.class);

    private final String id;
    private final String title;
    private final String target;
    private final String command;
    private final Work<R> work;
    private final Function<R, Outcome> outcomeOf;
    private final Instant queued = Instant.now();
    private final Cancellation cancellation = new Cancellation();
    private final ProgressMeter meter = new ProgressMeter();
    private final CountDownLatch end = new CountDownLatch(1);

    private JobState state = JobState.WAITING;
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private Optional<String> outcome = Optional.empty();
    private Optional<String> failureCode = Optional.empty();
    private List<String> hints = List.of();
    private R result;
    private Throwable thrown;
    private long stateRevision;

    Job(String id, String title, String target, String command, Work<R> work, Function<R, Outcome> outcomeOf) {
        this.id = id;
        this.title = title;
        this.target = target;
        this.command = command;
        this.work = work;
        this.outcomeOf = outcomeOf;
    }

    public String id() {
        return id;
    }

    /** How the job stands at this moment. */
    public synchronized JobSnapshot snapshot() {
        ProgressMeter.Reading now = meter.read();
        return new JobSnapshot(id, title, target, command, state, queued, started, ended, now.phase(), now.done(), now.total(),
                now.unit(), now.unitsPerSecond(), now.item(), now.log(), outcome, failureCode, hints);
    }

    /** Asks the work to stop; returns at once. A job that waits ends without having begun. Does nothing after the end. */
    public void cancel() {
        synchronized (this) {
            if (state.isFinished() || state == JobState.CANCELLING) {
                return;
            }
            state = JobState.CANCELLING;
            stateRevision++;
        }
        try {
            cancellation.cancel();
        } catch (RuntimeException e) {
            LOG.error("Job {} ({}) could not be cancelled cleanly", id, title, e);
            meter.note("Something could not be stopped: " + e.getMessage());
        }
    }

    /**
     * Waits for the end.
     * @throws Failure               as the work threw it
     * @throws IllegalStateException when the work failed in a way it should not have; the cause says how
     */
    public R await() throws InterruptedException {
        end.await();
        synchronized (this) {
            return switch (thrown) {
                case null -> result;
                case Failure failure -> throw failure;
                default -> throw new IllegalStateException(outcome.orElse(title), thrown);
            };
        }
    }

    /** Waits for the end, however it comes. */
    public void join() throws InterruptedException {
        end.await();
    }

    String target() {
        return target;
    }

    /** Grows with every change of the state or the progress. */
    synchronized long revision() {
        return stateRevision + meter.revision();
    }

    /** Whether it was asked to stop. */
    boolean isCancelled() {
        return cancellation.isCancelled();
    }

    /** Leaves WAITING. @return false when it was cancelled before: it then must not run */
    synchronized boolean start() {
        started = Optional.of(Instant.now());
        stateRevision++;
        if (state == JobState.CANCELLING) {
            fail(JobState.CANCELLED, "Cancelled before it began.", new Failure.Cancelled("Cancelled before it began."));
            return false;
        }
        state = JobState.RUNNING;
        return true;
    }

    /** Does the work on the calling thread; throws nothing. {@link #finish} lets those who wait go on. */
    void work(Path logFile) {
        try {
            R value = work.run(meter, cancellation);
            Outcome how = outcomeOf.apply(value);
            synchronized (this) {
                result = value;
                outcome = Optional.of(how.sentence());
                over(how.state());
            }
        } catch (Failure.Cancelled e) {
            fail(JobState.CANCELLED, e.getMessage(), e);
        } catch (Failure e) {
            LOG.warn("Job {} ({}) failed: {}", id, title, e.code(), e);
            fail(JobState.FAILED, e.getMessage(), e);
        } catch (InterruptedException e) {
            fail(JobState.CANCELLED, "Cancelled.", e);
        } catch (Throwable e) {
            // Also an Error: whoever waits for the job must learn that it is over.
            LOG.error("Job {} ({}) failed unexpectedly", id, title, e);
            fail(JobState.FAILED, "Lifeboat failed in a way it should not (" + e.getClass().getSimpleName() + "). The log says more: " + logFile, e);
        }
    }

    /** A remark of the queue's own. */
    void note(String line) {
        meter.note(line);
    }

    /** Lets those who wait for the end go on. */
    void finish() {
        end.countDown();
    }

    private synchronized void fail(JobState how, String sentence, Throwable why) {
        thrown = why;
        outcome = Optional.of(sentence);
        if (why instanceof Failure failure) {
            failureCode = Optional.of(failure.code());
            hints = failure.hints();
        } else {
            failureCode = Optional.of(how == JobState.CANCELLED ? "cancelled" : "internal");
        }
        over(how);
    }

    private void over(JobState how) {
        meter.stop();
        state = how;
        ended = Optional.of(Instant.now());
        stateRevision++;
    }
}
