package dev.lifeboat.cli;

import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.secret.Secret;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat notify add}: keeps a channel; its address is read, not given as an argument. */
@Command(name = "add", sortOptions = false, description = "Add a webhook or a dead-man ping. Its address is a secret: it is read from stdin, or asked for without showing it.",
        footer = {"", "webhook  gets a JSON document when a scheduled run fails, works again, or was missed.",
            "ping     gets a GET after each success, and one at <address>/fail after a failure. When it hears nothing,", "         the service there raises the alarm: also when this computer is gone.", "",
            "Example: lifeboat notify add alarm ping < address.txt"})
final class NotifyAdd implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 40 of a-z, 0-9 and -; begins with a letter.")
    String name;

    @Parameters(index = "1", paramLabel = "TYPE", description = "webhook or ping.")
    Channel.Type type;

    @Mixin CommonOptions common;

    private final Session session;

    NotifyAdd(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        String address = session.terminal().person().map(person -> person.askHidden("Address: ").orElse("")).orElseGet(() -> session.terminal().readLine("address"));
        Channel channel = new Channel(name, type, new Secret(address.strip()));
        session.app().channels().add(channel);
        session.app().audit().record("notify.add", name, "done", Commands.word(type) + " to " + channel.shown());
        if (common.json) {
            session.printJson(Map.of("name", name, "type", Commands.word(type), "to", channel.shown()));
        } else {
            session.printLine("Added " + name + ", " + Commands.word(type) + " to " + channel.shown() + ". Try it: lifeboat notify test " + name);
        }
        return ExitCode.DONE;
    }
}
