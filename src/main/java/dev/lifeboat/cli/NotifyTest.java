package dev.lifeboat.cli;

import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.notify.Notice;
import dev.lifeboat.engine.notify.Notifications;
import java.time.Instant;
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
        try (Notifications notifications = session.app().notifications()) {
            notifications.send(channel, new Notice(Notice.Event.TEST, "", "", "A test of Lifeboat's notifications.", Instant.now()));
        }
        if (common.json) {
            session.printJson(Map.of("sent", name));
        } else {
            session.printLine("Sent to " + channel.shown() + ".");
        }
        return ExitCode.DONE;
    }
}
