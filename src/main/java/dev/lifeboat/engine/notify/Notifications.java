package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notices. What fails for the moment is tried again, each time after twice as long; what is given up is logged and kept
 * in {@link Deliveries}: it fails no run. Thread-safe.
 */
public final class Notifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int TRIES = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final long LAST_SECONDS = 10;

    private final ChannelStore channels;
    private final Deliveries deliveries;
    private final DesktopNotices desktop;
    private final Duration firstPause;
    private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
    private HttpClient http;

    /** @param firstPause before the second try */
    public Notifications(ChannelStore channels, Deliveries deliveries, DesktopNotices desktop, Duration firstPause) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.desktop = desktop;
        this.firstPause = firstPause;
    }

    /** Why this computer shows no notices of its desktop; empty when it does, as far as one can tell. */
    public Optional<String> whyNoDesktop() {
        return desktop.whyNot();
    }

    /** Tells every channel that the notice is for; returns soon and throws nothing. */
    public void tell(Notice notice) {
        try {
            channels.list().stream().filter(channel -> isFor(channel.type(), notice.event())).forEach(channel -> sending.execute(() -> tell(channel.name(), notice)));
        } catch (Failure e) {
            LOG.error("Nobody could be told of {}: {}", notice.event(), e.getMessage());
        }
    }

    /** A missed run is neither a success nor a failure to a ping: the service behind it raises that alarm by itself. */
    private static boolean isFor(Channel.Type type, Notice.Event event) {
        return type == Channel.Type.PING ? event != Notice.Event.MISSED : event != Notice.Event.SUCCEEDED;
    }

    private void tell(String name, Notice notice) {
        try {
            send(open(name), notice);
        } catch (Failure e) {
            LOG.warn("The notification {} could not be sent: {}", name, e.getMessage());
        } catch (InterruptedException _) {
            deliveries.failed(name, "Lifeboat ended before it was sent.");
        }
    }

    private Channel open(String name) {
        try {
            return channels.get(name);
        } catch (Failure e) {
            deliveries.failed(name, e.getMessage());
            throw e;
        }
    }

    /**
     * Sends a notice now, with the tries it may need.
     *
     * @throws Failure.ConnectionFailed for mail, naming the layer that failed
     * @throws Failure.ToolFailed       saying how the last try went; neither names a secret
     */
    public void send(Channel channel, Notice notice) throws InterruptedException {
        send(channel, notice, TRIES);
    }

    /** Sends a test notice, with one try: a person waits. @throws Failure as {@link #send} does */
    public void test(Channel channel) throws InterruptedException {
        send(channel, Notice.test(), 1);
    }

    /** As {@link #test}, for a channel that nobody keeps yet: how it went is not kept either. */
    public void tryOut(Channel channel) throws InterruptedException {
        Optional<Carrier.Trouble> trouble = carrier(channel).carry(Notice.test());
        if (trouble.isPresent()) {
            throw trouble.get().failure();
        }
    }

    private void send(Channel channel, Notice notice, int tries) throws InterruptedException {
        Carrier carrier = carrier(channel);
        Duration pause = firstPause;
        for (int attempt = 1; ; attempt++) {
            Optional<Carrier.Trouble> trouble = carrier.carry(notice);
            if (trouble.isEmpty()) {
                deliveries.sent(channel.name());
                return;
            }
            if (attempt == tries || !trouble.get().passing()) {
                deliveries.failed(channel.name(), trouble.get().failure().getMessage());
                throw trouble.get().failure();
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private Carrier carrier(Channel channel) {
        return switch (channel) {
            case Channel.Webhook hook -> new HttpCarrier(http(), hook, notice -> HttpRequest.newBuilder(hook.address()).timeout(TIMEOUT)
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(Json.line(notice))).build());
            case Channel.Ping ping -> new HttpCarrier(http(), ping, notice -> HttpRequest.newBuilder(
                    notice.event() == Notice.Event.FAILED ? HttpCarrier.failed(ping.address()) : ping.address()).timeout(TIMEOUT).GET().build());
            case Channel.Email email -> new MailCarrier(email, TIMEOUT);
            case Channel.Desktop _ -> notice -> {
                try {
                    desktop.show(notice);
                    return Optional.empty();
                } catch (Failure.ToolFailed e) {
                    return Optional.of(new Carrier.Trouble(e, false));
                }
            };
        };
    }

    private synchronized HttpClient http() {
        if (http == null) {
            http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        }
        return http;
    }

    /** Lets what is being sent come to its end, for some seconds. */
    @Override public void close() {
        sending.shutdown();
        try {
            if (!sending.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                sending.shutdownNow();
            }
        } catch (InterruptedException _) {
            sending.shutdownNow();
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (http != null) {
                http.shutdownNow();
            }
        }
    }
}
