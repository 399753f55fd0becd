package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.schedule.Schedule;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat schedule next}: when the next runs are. */
@Command(name = "next", sortOptions = false, description = "Say when the next runs are, of one schedule or of all.", footer = {"", "Example: lifeboat schedule next nightly --count 5"})
final class ScheduleNext implements Callable<Integer> {

    private static final int MOST = 1_000;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Default: every schedule.")
    Optional<String> name = Optional.empty();

    @Option(names = "--count", paramLabel = "N", description = "How many runs. Default: ${DEFAULT-VALUE}.", defaultValue = "10")
    int count;

    @Mixin CommonOptions common;

    private final Session session;

    ScheduleNext(Session session) {
        this.session = session;
    }

    private record Start(Instant at, Schedule schedule) {}

    @Override public Integer call() {
        if (count < 1 || count > MOST) {
            throw new Failure.BadInput("The count is " + count + "; it goes from 1 to " + MOST + ".");
        }
        Instant now = Instant.now();
        List<Schedule> chosen = name.map(session.app().schedules()::get).map(List::of).orElseGet(session.app().schedules()::list);
        List<Start> starts = chosen.stream().flatMap(schedule -> schedule.nextStarts(now, count).stream().map(at -> new Start(at, schedule)))
                .sorted(Comparator.comparing(Start::at).thenComparing(start -> start.schedule().name())).limit(count).toList();
        if (common.json) {
            session.printJson(starts.stream().map(start -> Map.of("at", start.at(), "name", start.schedule().name(), "command", start.schedule().command())).toList());
        } else if (starts.isEmpty()) {
            session.printLine("There is no schedule yet. Add one: lifeboat schedule add nightly backup-database --cron \"0 2 * * *\"");
        } else {
            Table table = new Table("", "AT", "NAME", "DOES");
            starts.forEach(start -> table.row(session.words().time(start.at()), start.schedule().name(), start.schedule().command()));
            session.print(table.toString());
        }
        return ExitCode.DONE;
    }
}
