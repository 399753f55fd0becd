package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the last notices of each channel went, whoever sent them: the agent, the window, a command. Thread-safe. */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final JsonFolder<Last> folder;
    private final Clock clock;

    /**
     * @param sent    when one was taken last
     * @param failed  when one was given up last
     * @param problem why that was
     */
    public record Last(Optional<Instant> sent, Optional<Instant> failed, Optional<String> problem) {

        /** Nothing was sent yet. */
        public static final Last NOTHING = new Last(Optional.empty(), Optional.empty(), Optional.empty());

        /** Whether nothing was taken since the last failure: who relies on it is not told. */
        public boolean isBroken() {
            return failed.isPresent() && sent.filter(at -> !at.isBefore(failed.get())).isEmpty();
        }
    }

    public Deliveries(Path folder, Clock clock) {
        this.folder = new JsonFolder<>(folder, Last.class, "state of a notification");
        this.clock = clock;
    }

    /** {@link Last#NOTHING} when nothing is known. */
    public Last of(String channel) {
        try {
            return folder.get(channel);
        } catch (Failure.NotFound | Failure.BadInput _) {
            return Last.NOTHING;
        }
    }

    void sent(String channel) {
        keep(channel, new Last(Optional.of(clock.instant()), of(channel).failed(), of(channel).problem()));
    }

    void failed(String channel, String problem) {
        keep(channel, new Last(of(channel).sent(), Optional.of(clock.instant()), Optional.of(problem)));
    }

    /** Forgets a channel that is no more. */
    public void forget(String channel) {
        if (folder.names().contains(channel)) {
            folder.remove(channel);
        }
    }

    private void keep(String channel, Last last) {
        try {
            folder.save(channel, last);
        } catch (Failure e) {
            LOG.warn("How the notification {} went could not be kept", channel, e);
        }
    }
}
