package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the schedules, and receives the logs that are to be kept, without a window, until it is cancelled. Runs of different stacks go side by side. A run that is due
 * while the schedule's last one still goes on is skipped; runs that were missed while nobody was there are caught up by one.
 * For one thread.
 */
public final class Agent {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final long TICK_MILLIS = 250;
    private static final int TICKS_BETWEEN_LOOKS = 4;
    private static final int TICKS_BETWEEN_BEATS = 20;

    private final ScheduleStore schedules;
    private final ScheduleMemory memory;
    private final ScheduledWork work;
    private final JobQueue jobs;
    private final AuditLog audit;
    private final AgentFolder folder;
    private final ScheduleNews news;
    private final LogKeeping logs;
    private final Clock clock;
    private final Map<String, Run> runs = new HashMap<>();
    /** Up to which planned run schedules were dealt with, of which that could not be written: none is to be made twice. */
    private final Map<String, Instant> unwritten = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private Listener listener = new Listener() { };

    /** One who wants to know what happens; called on the agent's thread, must not block for long. */
    public interface Listener {
        /** The agent is in its place and waits for what is due. */
        default void waits() {}

        /** @param caughtUp whether the run came late or makes up for missed ones */
        default void began(Schedule schedule, boolean caughtUp) {}

        default void ended(Schedule schedule, LastRun run) {}

        /** A run was due while the one before still went on, and does not take place. */
        default void skipped(Schedule schedule, Instant planned) {}
    }

    /** A run that goes on. */
    private static final class Run {
        private final Schedule schedule;
        private final Instant planned;
        private final Job<Outcome> job;
        /** Planned runs up to this one need nothing more: skipped ones are among them. */
        private Instant covered;

        Run(Schedule schedule, Instant planned, Job<Outcome> job) {
            this.schedule = schedule;
            this.planned = planned;
            this.job = job;
            this.covered = planned;
        }
    }

    public Agent(ScheduleStore schedules, ScheduleMemory memory, ScheduledWork work, JobQueue jobs, AuditLog audit, AgentFolder folder, ScheduleNews news,
            LogKeeping logs, Clock clock) {
        this.schedules = schedules;
        this.memory = memory;
        this.work = work;
        this.jobs = jobs;
        this.audit = audit;
        this.folder = folder;
        this.news = news;
        this.logs = logs;
        this.clock = clock;
    }

    /** Tells someone from now on. */
    public Agent telling(Listener other) {
        listener = other;
        return this;
    }

    /**
     * Runs until it is cancelled; then cancels what goes on and waits for its end. A run that ends so is caught up at the next start.
     * @throws Failure.AgentRunning when there is an agent already
     */
    public void run(Cancellation cancellation) throws InterruptedException {
        Instant since = clock.instant();
        try (AgentFolder.Seat _ = folder.sit(); var _ = jobs.listen(_ -> changed.set(true))) {
            folder.takeRequests(); // of the agent before
            guarded(() -> audit.record("agent", ProcessIdentity.localHost(), "started", "The agent runs the schedules."));
            guarded(listener::waits);
            for (long tick = 0; !cancellation.isCancelled(); tick++) {
                guarded(this::cancelRequested);
                guarded(this::reap);
                if (tick % TICKS_BETWEEN_LOOKS == 0) {
                    guarded(this::look);
                    guarded(logs::look);
                }
                if (changed.getAndSet(false) || tick % TICKS_BETWEEN_BEATS == 0) {
                    guarded(() -> folder.say(status(since)));
                }
                Thread.sleep(TICK_MILLIS);
            }
            end();
            guarded(() -> audit.record("agent", ProcessIdentity.localHost(), "done", "The agent has ended."));
        } catch (IOException e) {
            LOG.warn("The agent's place could not be cleared; the next agent does so", e);
        }
    }

    /** Neither a full disk nor a damaged file ends the agent: the next tick tries again. */
    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (Failure e) {
            LOG.warn("The agent goes on after: {}", e.getMessage(), e);
        } catch (RuntimeException e) {
            LOG.error("The agent goes on after a defect", e);
        }
    }

    private void look() {
        Instant now = clock.instant();
        for (String name : schedules.names()) {
            try {
                Schedule schedule = schedules.get(name);
                unreadable.remove(name);
                look(schedule, now);
            } catch (Failure.BadInput | Failure.NotFound e) {
                if (unreadable.add(name)) {
                    LOG.warn("The schedule {} is left out: {}", name, e.getMessage());
                    news.leftOut(name, e.getMessage());
                }
            }
        }
    }

    private void look(Schedule schedule, Instant now) {
        Run going = runs.get(schedule.name());
        Instant handled = going != null ? going.covered : handled(schedule);
        if (going == null && handled.isAfter(now.plus(schedule.jitter()))) {
            LOG.warn("The clock was set back: {} was dealt with up to {}, now it is {}", schedule.name(), handled, now);
            memory.beginAnew(schedule, now);
            return;
        }
        Due.of(schedule, handled, now).ifPresent(due -> {
            if (going == null) {
                begin(due);
            } else {
                skip(going, due);
            }
        });
    }

    private Instant handled(Schedule schedule) {
        Instant kept = memory.of(schedule).handled();
        return Optional.ofNullable(unwritten.get(schedule.name())).filter(kept::isBefore).orElse(kept);
    }

    private void begin(Due due) {
        Schedule schedule = due.schedule();
        String remark = due.missed() > 0 ? "Catches up: " + (due.missed() + 1) + " planned runs did not take place; this one makes up for them."
                : due.late() ? "Catches up the run planned for " + due.planned() + "." : "";
        // Where the state's disk is full, the backup on another one is needed all the same.
        guarded(() -> memory.started(schedule, due.planned()));
        guarded(() -> audit.record("schedule.run", schedule.name(), "started", schedule.title() + (remark.isEmpty() ? "." : ". " + remark)));
        Job<Outcome> job = jobs.submit(schedule.title(), schedule.stack(), schedule.command(), (progress, cancellation) -> {
            if (!remark.isEmpty()) {
                progress.note(remark);
            }
            return work.run(schedule, progress, cancellation);
        }, Function.identity());
        runs.put(schedule.name(), new Run(schedule, due.planned(), job));
        if (due.catchesUp()) {
            news.missed(schedule, due.planned(), due.missed());
        }
        listener.began(schedule, due.catchesUp());
    }

    private void skip(Run going, Due due) {
        going.covered = due.planned();
        Schedule schedule = going.schedule;
        String sentence = "Skipped: the run planned for " + going.planned + " still goes on.";
        guarded(() -> audit.record("schedule.run", schedule.name(), "warned", sentence));
        jobs.submit(schedule.title(), "schedule " + schedule.name(), schedule.command(), (_, _) -> Outcome.warned(sentence), Function.identity());
        listener.skipped(schedule, due.planned());
    }

    /** Keeps how the runs came out that have ended. */
    private void reap() {
        for (Run run : List.copyOf(runs.values())) {
            JobSnapshot job = run.job.snapshot();
            if (job.state().isFinished()) {
                runs.remove(run.schedule.name());
                keep(run, job);
                changed.set(true);
            }
        }
    }

    private void keep(Run run, JobSnapshot job) {
        Optional<LastRun> before = memory.of(run.schedule).last();
        LastRun last = lastRun(run, job);
        if (schedules.names().contains(run.schedule.name())) {
            unwritten.put(run.schedule.name(), run.covered);
            guarded(() -> {
                memory.ended(run.schedule, run.covered, last);
                unwritten.remove(run.schedule.name());
            });
        }
        guarded(() -> audit.record("schedule.run", run.schedule.name(), outcome(job), last.sentence()));
        guarded(() -> listener.ended(run.schedule, last));
        guarded(() -> news.ended(run.schedule, last, before));
    }

    private LastRun lastRun(Run run, JobSnapshot job) {
        Instant ended = job.ended().orElseGet(clock::instant);
        return new LastRun(run.planned, job.started().orElse(ended), ended, job.state(), job.outcome().orElse(""), job.id());
    }

    private static String outcome(JobSnapshot job) {
        return switch (job.state()) {
            case SUCCEEDED -> "done";
            case WARNED -> "warned";
            case CANCELLED -> "cancelled";
            default -> "failed";
        };
    }

    private void cancelRequested() {
        for (String id : folder.takeRequests()) {
            try {
                jobs.cancel(id);
            } catch (Failure.NotFound e) {
                LOG.info("Nothing to cancel: {}", e.getMessage());
            }
        }
    }

    /** What goes on is cancelled; what was cancelled so is not dealt with, and the next agent makes up for it. */
    private void end() throws InterruptedException {
        for (Run run : runs.values()) {
            jobs.cancel(run.job.id());
        }
        for (Run run : List.copyOf(runs.values())) {
            try {
                run.job.await();
                guarded(() -> keep(run, run.job.snapshot()));
            } catch (Failure | IllegalStateException e) {
                guarded(() -> {
                    audit.record("schedule.run", run.schedule.name(), outcome(run.job.snapshot()), "The agent was ended: " + e.getMessage());
                    listener.ended(run.schedule, lastRun(run, run.job.snapshot()));
                });
            }
        }
        logs.end();
    }

    private AgentStatus status(Instant since) {
        List<JobSnapshot> all = new ArrayList<>(runs.values().stream().map(run -> run.job.snapshot()).filter(job -> !job.state().isFinished()).toList());
        all.addAll(logs.jobs());
        return new AgentStatus(ProcessIdentity.current(), since, clock.instant(), List.copyOf(all), runs.keySet().stream().sorted().toList());
    }
}
