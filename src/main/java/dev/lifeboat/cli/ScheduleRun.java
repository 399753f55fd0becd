package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.schedule.Schedule;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat schedule run}: does now, once, what a schedule does. */
@Command(name = "run", sortOptions = false, description = "Do now, once, what a schedule does. Its planned runs stay as they are. Who is told of its runs is told of this one.",
        footer = {"", "Example: lifeboat schedule run nightly"})
final class ScheduleRun implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    String name;

    @Mixin CommonOptions common;

    private final Session session;

    ScheduleRun(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Schedule schedule = app.schedules().get(name);
        Outcome outcome = session.run(new Task<>(schedule.title(), schedule.stack(), schedule.command(),
                (progress, cancellation) -> app.scheduledWork().run(schedule, progress, cancellation), Function.identity()), common.json, job -> tell(schedule, job));
        if (common.json) {
            session.printJson(Map.of("name", name, "outcome", outcome.sentence(), "warned", outcome.state() == JobState.WARNED));
        } else {
            session.printLine(outcome.sentence());
        }
        return outcome.state() == JobState.WARNED ? ExitCode.DONE_WITH_WARNINGS : ExitCode.DONE;
    }

    private void tell(Schedule schedule, Job<Outcome> job) {
        try {
            session.app().news().follow(schedule, job);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
