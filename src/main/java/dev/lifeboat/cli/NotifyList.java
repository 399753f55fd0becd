package dev.lifeboat.cli;

import dev.lifeboat.engine.notify.ChannelStore;
import dev.lifeboat.engine.notify.Deliveries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat notify list}. */
@Command(name = "list", sortOptions = false, description = "List the notifications and how their last notices went; of a webhook's address only the host is shown.", footer = {"", "Example: lifeboat notify list"})
final class NotifyList implements Callable<Integer> {

    @Mixin CommonOptions common;

    private final Session session;

    NotifyList(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        List<ChannelStore.Kept> channels = session.app().channels().list();
        if (common.json) {
            session.printJson(channels.stream().map(this::json).toList());
        } else if (channels.isEmpty()) {
            session.printLine("There is no notification yet. Add one: lifeboat notify add alarm ping");
        } else {
            Table table = new Table("", "NAME", "TYPE", "TO", "SECRET", "LAST");
            channels.forEach(one -> table.row(one.name(), Commands.word(one.type()), one.shown(), one.place().map(Commands::word).orElse("none"), last(one)));
            session.print(table.toString());
        }
        return ExitCode.DONE;
    }

    private String last(ChannelStore.Kept channel) {
        Deliveries.Last last = session.app().deliveries().of(channel.name());
        if (last.isBroken()) {
            return "FAILED " + session.words().time(last.failed().orElseThrow()) + ": " + last.problem().orElse("");
        }
        return last.sent().map(at -> "sent " + session.words().time(at)).orElse("nothing sent yet");
    }

    private Map<String, Object> json(ChannelStore.Kept channel) {
        Deliveries.Last last = session.app().deliveries().of(channel.name());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", channel.name());
        json.put("type", Commands.word(channel.type()));
        json.put("to", channel.shown());
        json.put("secret", channel.place().map(Commands::word));
        json.put("sent", last.sent());
        json.put("failed", last.failed());
        json.put("problem", last.problem());
        return json;
    }
}
