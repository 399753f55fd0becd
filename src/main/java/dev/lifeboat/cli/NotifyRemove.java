package dev.lifeboat.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat notify remove}. */
@Command(name = "remove", sortOptions = false, description = "Forget a notification.", footer = {"", "Example: lifeboat notify remove alarm"})
final class NotifyRemove implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The notification.")
    String name;

    @Mixin CommonOptions common;

    private final Session session;

    NotifyRemove(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        session.app().channels().remove(name);
        session.app().deliveries().forget(name);
        session.app().audit().record("notify.remove", name, "done", "");
        if (common.json) {
            session.printJson(Map.of("removed", name));
        } else {
            session.printLine("Removed the notification " + name + ".");
        }
        return ExitCode.DONE;
    }
}
