package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.schedule.Agent;
import dev.lifeboat.engine.schedule.LastRun;
import dev.lifeboat.engine.schedule.Schedule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat agent}: runs the schedules, in the foreground, until it is ended. */
@Command(name = "agent", sortOptions = false, description = "Run the schedules without a window, in the foreground, until it is ended by a signal.",
        footer = {"", "A run that goes on when the agent is ended is cancelled and caught up at the next start, and so are runs that",
            "were missed: once, however many they were. One agent runs for each configuration; a second ends with 11.",
            "With --json each event is one line.", "", "Example: lifeboat agent"})
final class AgentCommand implements Callable<Integer> {

    @Mixin CommonOptions common;

    private final Session session;

    AgentCommand(Session session) {
        this.session = session;
    }

    @Override public Integer call() throws InterruptedException {
        App app = session.app();
        Cancellation ended = new Cancellation();
        try (var _ = session.interruption().guard(ended::cancel)) {
            app.agent().telling(new Telling()).run(ended);
        }
        say("ended", "The agent has ended.", Map.of());
        return ExitCode.DONE;
    }

    private void say(String event, String sentence, Map<String, Object> more) {
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("event", event);
            json.put("at", Instant.now());
            json.putAll(more);
            session.printJson(json);
        } else {
            session.printLine(session.words().time(Instant.now()) + "  " + sentence);
        }
    }

    /** Says on the terminal, or to the system's log, what happens. */
    private final class Telling implements Agent.Listener {

        @Override public void waits() {
            List<Schedule> schedules = session.app().schedules().list();
            say("waits", "The agent runs " + session.words().count(schedules.size(), "schedule") + ".", Map.of("schedules", schedules.size()));
        }

        @Override public void began(Schedule schedule, boolean caughtUp) {
            say("began", schedule.title() + (caughtUp ? ": catching up" : ": begins"), Map.of("schedule", schedule.name(), "caughtUp", caughtUp));
        }

        @Override public void ended(Schedule schedule, LastRun run) {
            String state = run.state().name().toLowerCase(Locale.ROOT);
            say("done", schedule.title() + ": " + state + ". " + run.sentence(), Map.of("schedule", schedule.name(), "state", state, "sentence", run.sentence()));
        }

        @Override public void skipped(Schedule schedule, Instant planned) {
            say("skipped", schedule.title() + ": skipped, the run before still goes on", Map.of("schedule", schedule.name(), "planned", planned));
        }
    }
}
