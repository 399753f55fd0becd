package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.replication.Destination;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat destination remove}: forgets it, deletes nothing there. */
@Command(name = "remove", description = "Forget a destination. What was copied there stays.", footer = {"", "Example: lifeboat destination remove usb"})
final class DestinationRemove implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The destination.")
    String name;

    @Mixin CommonOptions common;

    private final Session session;

    DestinationRemove(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Destination destination = app.destinations().get(name);
        app.destinations().remove(name);
        app.audit().record("destination.remove", name, "done", "What was copied to " + destination.location().inWords() + " stays.");
        if (common.json) {
            session.printJson(Map.of("removed", name));
        } else {
            session.printLine("Forgot the destination " + name + ". What was copied to " + destination.location().inWords() + " stays there.");
        }
        return ExitCode.DONE;
    }
}
