package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.notify.Notice;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What of the schedules' runs is news, and to be told: a failure, the first success after one, a run that did not take place.
 * The agent, the window and the command line say so to this one, each of what it does. Thread-safe.
 */
public final class ScheduleNews {

    private final ScheduleMemory memory;
    private final Consumer<Notice> channels;
    private final Clock clock;

    /** @param channels takes a notice, and must return soon */
    public ScheduleNews(ScheduleMemory memory, Consumer<Notice> channels, Clock clock) {
        this.memory = memory;
        this.channels = channels;
        this.clock = clock;
    }

    /** A run has ended. One that somebody cancelled is nobody's news. @param before how the run before came out */
    public void ended(Schedule schedule, LastRun run, Optional<LastRun> before) {
        if (run.failed()) {
            tell(Notice.Event.FAILED, schedule, words(schedule, run), run.ended());
        } else if (run.ok()) {
            tell(before.filter(LastRun::failed).isPresent() ? Notice.Event.RECOVERED : Notice.Event.SUCCEEDED, schedule, words(schedule, run), run.ended());
        }
    }

    /** Runs did not take place in time, and one is made now for all; unless somebody was told already. */
    void missed(Schedule schedule, Instant planned, int more) {
        Instant handled = memory.of(schedule).handled();
        if (memory.toldOverdue(schedule.name()).filter(told -> told.isAfter(handled)).isEmpty()) {
            tell(Notice.Event.MISSED, schedule, schedule.title() + ": the run planned for " + planned
                    + (more > 0 ? " and " + more + " before it" : "") + " did not take place in time. It is made up for now.", clock.instant());
        }
    }

    /** For one who is there while no agent runs, and asks now and then: what is overdue is told, once. */
    public void look(Schedules schedules) {
        if (schedules.agent().isEmpty()) {
            schedules.standings().forEach(this::look);
        }
    }

    private void look(Standing standing) {
        Schedule schedule = standing.schedule();
        standing.overdue().filter(planned -> memory.toldOverdue(schedule.name()).filter(planned::equals).isEmpty()).ifPresent(planned -> {
            memory.tellsOverdue(schedule.name(), planned);
            tell(Notice.Event.MISSED, schedule, schedule.title() + ": the run planned for " + planned + " did not take place. No agent runs the schedules.", clock.instant());
        });
    }

    /** A schedule cannot be read, so that none of its runs takes place. */
    void leftOut(String name, String problem) {
        channels.accept(new Notice(Notice.Event.FAILED, name, "", "The schedule " + name + " is left out: " + problem, clock.instant()));
    }

    /** A stack's log does not come. @param since what was committed until then is here @param why may be empty */
    void logSilent(String stack, Instant since, String why) {
        channels.accept(new Notice(Notice.Event.FAILED, "the log", stack, "The log of " + stack + " has not come since " + since + "." + (why.isEmpty() ? "" : " " + why), clock.instant()));
    }

    void logBack(String stack) {
        channels.accept(new Notice(Notice.Event.RECOVERED, "the log", stack, "The log of " + stack + " is received again, and all of it is here.", clock.instant()));
    }

    /** Waits for the end of a job that does, on request, what a schedule does; keeps how it came out, and tells it as any run. */
    public void follow(Schedule schedule, Job<Outcome> job) throws InterruptedException {
        job.join();
        JobSnapshot end = job.snapshot();
        Instant ended = end.ended().orElseGet(clock::instant);
        Instant started = end.started().orElse(ended);
        LastRun run = new LastRun(started, started, ended, end.state(), end.outcome().orElse(""), end.id());
        Optional<LastRun> before = memory.of(schedule).last();
        if (run.failed() || run.ok()) {
            memory.ranOnRequest(schedule, run);
        }
        ended(schedule, run, before);
    }

    private void tell(Notice.Event event, Schedule schedule, String text, Instant at) {
        channels.accept(new Notice(event, schedule.name(), schedule.stack(), text, at));
    }

    private static String words(Schedule schedule, LastRun run) {
        return schedule.title() + ": " + run.state().name().toLowerCase(Locale.ROOT) + ". " + run.sentence();
    }
}
