package dev.lifeboat.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat schedule remove}: forgets a schedule. */
@Command(name = "remove", sortOptions = false, description = "Forget a schedule. What it made stays.", footer = {"", "Example: lifeboat schedule remove nightly"})
final class ScheduleRemove implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The schedule.")
    String name;

    @Mixin CommonOptions common;

    private final Session session;

    ScheduleRemove(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        session.app().schedules().remove(name);
        if (common.json) {
            session.printJson(Map.of("removed", name));
        } else {
            session.printLine("Removed the schedule " + name + ".");
        }
        return ExitCode.DONE;
    }
}
