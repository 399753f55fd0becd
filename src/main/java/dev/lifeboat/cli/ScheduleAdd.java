package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Cron;
import dev.lifeboat.engine.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat schedule add}: keeps a schedule and says when its next runs are. */
@Command(name = "add", sortOptions = false, description = "Add a schedule. It is run while the agent runs: lifeboat agent, or lifeboat schedule install.",
        footer = {"", "WHAT is one of:", "  backup-database   a new set of the stack's databases", "  backup-volumes    a new set of its Docker volumes",
            "  backup-full       both, of one moment: services that write are paused meanwhile", "  backup-base       a copy of its whole server",
            "  verify            read whole the sets whose turn it is, each byte once in 30 days",
            "  prune             delete what the stack's retention does not keep",
            "  replicate         copy what is missing to the destinations", "",
            "Example: lifeboat schedule add nightly backup-database --cron \"0 2 * * *\" --zone Europe/Berlin",
            "Example: lifeboat schedule add weekly backup-full --cron \"0 3 * * 0\" --limit-rate 20M --time-out 4h --after /usr/local/bin/tell"})
final class ScheduleAdd implements Callable<Integer> {

    private static final int SHOWN = 5;

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 40 of a-z, 0-9 and -; begins with a letter.")
    String name;

    @Parameters(index = "1", paramLabel = "WHAT", description = "What to do; see below.")
    Action action;

    @Option(names = "--cron", paramLabel = "EXPRESSION", required = true, description = "Minute, hour, day of month, month, day of week.")
    String cron;

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Whose clock is meant, such as Europe/Berlin. Default: this computer's.")
    Optional<String> zone = Optional.empty();

    @Option(names = "--jitter", paramLabel = "MINUTES", description = "Begin each run by up to so much later, so that many hosts do not begin at once.", defaultValue = "0")
    int jitter;

    @Option(names = "--database", paramLabel = "DB", description = "Of a backup: only this database; may be repeated. Default: those of the stack.")
    List<String> databases = new ArrayList<>();

    @Option(names = "--volume", paramLabel = "VOLUME", description = "Of a backup: only this volume; may be repeated. Default: those of the stack.")
    List<String> volumes = new ArrayList<>();

    @Option(names = "--stop", description = "Of backup-full: stop the services that write instead of pausing them.")
    boolean stop;

    @Mixin MakingOptions making;

    @Option(names = "--replace", description = "Replace the schedule of that name.")
    boolean replace;

    @Option(names = "--plan", description = "Only say when it would run.")
    boolean planOnly;

    @Mixin CommonOptions common;

    private final Session session;

    ScheduleAdd(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Schedule schedule = new Schedule(name, session.stack(stack).name(), action, Cron.parse(cron),
                zone.map(Retention::zone).orElseGet(ZoneId::systemDefault), Duration.ofMinutes(jitter), now, new BackupChoices(databases, volumes, stop, making.options(session)));
        if (!schedule.problems().isEmpty()) {
            throw new Failure.BadInput(String.join(" ", schedule.problems()));
        }
        if (!planOnly) {
            app.schedules().save(schedule, replace);
        }
        print(schedule, now, app.schedules().agent().isPresent());
        return ExitCode.DONE;
    }

    private void print(Schedule schedule, Instant now, boolean agentRuns) {
        List<Instant> next = schedule.nextStarts(now, SHOWN);
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>(ScheduleText.json(schedule));
            json.put("added", !planOnly);
            json.put("next", next);
            json.put("agentRuns", agentRuns);
            session.printJson(json);
            return;
        }
        session.printLine((planOnly ? "Would add " : "Added ") + schedule.name() + ": " + schedule.title() + ". Next runs:");
        next.forEach(start -> session.printLine("  " + session.words().time(start)));
        ScheduleText.particular(schedule).ifPresent(text -> session.printLine("With: " + text));
        if (!agentRuns) {
            session.printLine("Schedules run only while the agent runs, and it does not run now. Start it: lifeboat agent");
        }
    }
}
