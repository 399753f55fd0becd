package dev.lifeboat.cli;

import dev.lifeboat.engine.notify.Channel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat notify list}. */
@Command(name = "list", sortOptions = false, description = "List the notifications; of their addresses only the host is shown.", footer = {"", "Example: lifeboat notify list"})
final class NotifyList implements Callable<Integer> {

    @Mixin CommonOptions common;

    private final Session session;

    NotifyList(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        List<Channel> channels = session.app().channels().list();
        if (common.json) {
            session.printJson(channels.stream().map(one -> Map.of("name", one.name(), "type", Commands.word(one.type()), "to", one.shown())).toList());
        } else if (channels.isEmpty()) {
            session.printLine("There is no notification yet. Add one: lifeboat notify add alarm ping");
        } else {
            Table table = new Table("", "NAME", "TYPE", "TO");
            channels.forEach(one -> table.row(one.name(), Commands.word(one.type()), one.shown()));
            session.print(table.toString());
        }
        return ExitCode.DONE;
    }
}
