package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.notify.ChannelStore;
import dev.lifeboat.engine.notify.Deliveries;
import java.util.List;

/** Looks at the notifications: readable, and the last notice of each was taken. Sends nothing. */
public final class NotificationExamination {

    private static final String NAME = "Notifications";

    private final ChannelStore channels;
    private final Deliveries deliveries;

    public NotificationExamination(ChannelStore channels, Deliveries deliveries) {
        this.channels = channels;
        this.deliveries = deliveries;
    }

    /** None when nobody is to be told. */
    List<Check> checks() {
        try {
            List<ChannelStore.Kept> all = channels.list();
            List<Check> broken = all.stream().filter(one -> deliveries.of(one.name()).isBroken()).map(this::broken).toList();
            return all.isEmpty() ? List.of() : broken.isEmpty() ? List.of(Check.ok(NAME, Sizes.count(all.size(), "notification") + "; the last notice of each was taken, or none was sent yet.")) : broken;
        } catch (Failure e) {
            return List.of(Check.fail(NAME, e.getMessage(), e.hints().toArray(String[]::new)));
        }
    }

    private Check broken(ChannelStore.Kept channel) {
        Deliveries.Last last = deliveries.of(channel.name());
        return Check.fail(NAME, "The last notice to " + channel.name() + " was given up at " + last.failed().orElseThrow() + ": " + last.problem().orElse(""),
                "Try it: lifeboat notify test " + channel.name());
    }
}
