package dev.lifeboat.cli;

import dev.lifeboat.engine.notify.Channel;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat notify test}. */
@Command(name = "test", sortOptions = false, description = "Send a test notice now; a ping counts it as a success.", footer = {"", "Example: lifeboat notify test alarm"})
final class NotifyTest implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The notification.")
    String name;

    @Mixin CommonOptions common;

    private final Session session;

    NotifyTest(Session session) {
        this.session = session;
    }

    @Override public Integer call() throws InterruptedException {
        Channel channel = session.app().channels().get(name);
        session.app().notifications().test(channel);
        if (common.json) {
            session.printJson(Map.of("sent", name));
        } else {
            session.printLine("Sent to " + channel.shown() + ".");
        }
        return ExitCode.DONE;
    }
}
