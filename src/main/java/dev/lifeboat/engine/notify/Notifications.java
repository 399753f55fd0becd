package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notices. What fails is tried again, each time after twice as long, and then logged: it fails no run. Thread-safe. */
public final class Notifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int TRIES = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final long LAST_SECONDS = 10;

    private final ChannelStore channels;
    private final Duration firstPause;
    private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** @param firstPause before the second try */
    public Notifications(ChannelStore channels, Duration firstPause) {
        this.channels = channels;
        this.firstPause = firstPause;
    }

    /** Tells every channel that the notice is for; returns at once. */
    public void tell(Notice notice) {
        for (Channel channel : channels.list()) {
            // A missed run is neither a success nor a failure: the ping's own service raises that alarm.
            boolean wanted = channel.type() == Channel.Type.PING ? notice.event() != Notice.Event.MISSED : notice.event() != Notice.Event.SUCCEEDED;
            if (wanted) {
                sending.execute(() -> tell(channel, notice));
            }
        }
    }

    private void tell(Channel channel, Notice notice) {
        try {
            send(channel, notice);
        } catch (Failure e) {
            LOG.warn("The notification {} could not be sent: {}", channel.name(), e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends a notice now, with the tries it may need.
     * @throws Failure.ToolFailed saying how the last try went; it names no secret
     */
    public void send(Channel channel, Notice notice) throws InterruptedException {
        HttpRequest request = request(channel, notice);
        Duration pause = firstPause;
        String problem = "";
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
                if (status / 100 == 2) {
                    return;
                }
                problem = "it answered " + status;
                if (status / 100 == 4 && status != 408 && status != 429) {
                    break; // the next try would be refused in the same way
                }
            } catch (IOException e) {
                problem = e.getClass().getSimpleName();
            }
            if (attempt < TRIES) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
        throw new Failure.ToolFailed("The notification " + channel.name() + " did not reach " + channel.shown() + ": " + problem + ".", "", null,
                "Check the address, and that this computer reaches it.");
    }

    private static HttpRequest request(Channel channel, Notice notice) {
        URI address = channel.address();
        return switch (channel.type()) {
            case WEBHOOK -> HttpRequest.newBuilder(address).timeout(TIMEOUT).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(Json.line(notice))).build();
            case PING -> {
                boolean bad = notice.event() == Notice.Event.FAILED;
                String text = address.toString();
                URI target = bad ? URI.create((text.endsWith("/") ? text : text + "/") + "fail") : address;
                yield HttpRequest.newBuilder(target).timeout(TIMEOUT).GET().build();
            }
        };
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
        http.shutdownNow();
    }
}
