package dev.lifeboat.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.SystemKeyring;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Against a real HTTP server. */
class NotificationsTest {

    @TempDir Path home;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private ChannelStore channels;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Integer answer = answers.poll();
            exchange.sendResponseHeaders(answer == null ? 200 : answer, -1);
            exchange.close();
        });
        server.start();
        channels = new ChannelStore(home.resolve("notifications.json"), new SystemKeyring("Linux", Map.of()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Channel channel(String name, Channel.Type type) {
        Secret url = new Secret("http://127.0.0.1:" + server.getAddress().getPort() + "/s3cret-" + name);
        return type == Channel.Type.PING ? new Channel.Ping(name, url) : new Channel.Webhook(name, url);
    }

    private static Notice notice(Notice.Event event) {
        return new Notice(event, "nightly", "shop", "Back up shop (nightly): it is so.", Instant.parse("2026-11-22T02:00:05Z"));
    }

    private Notifications notifications() {
        return new Notifications(channels, deliveries(), new DesktopNotices("Linux", Map.of()), Duration.ofMillis(5));
    }

    private Deliveries deliveries() {
        return new Deliveries(home.resolve("state"), Clock.systemUTC());
    }

    @Test
    void aPingHearsOfSuccessAndOfFailureAndAWebhookOfWhatIsNotQuiet() {
        channels.add(channel("ping", Channel.Type.PING));
        channels.add(channel("hook", Channel.Type.WEBHOOK));
        for (Notice.Event event : List.of(Notice.Event.SUCCEEDED, Notice.Event.FAILED, Notice.Event.RECOVERED, Notice.Event.MISSED)) {
            try (Notifications notifications = notifications()) {
                notifications.tell(notice(event));
            }
        }
        assertThat(requests).containsExactlyInAnyOrder("GET /s3cret-ping", "GET /s3cret-ping/fail", "POST /s3cret-hook", "GET /s3cret-ping", "POST /s3cret-hook", "POST /s3cret-hook");
        var json = JsonMapper.shared().readTree(bodies.stream().filter(body -> body.contains("FAILED")).findFirst().orElseThrow());
        assertThat(json.get("schedule").asString()).isEqualTo("nightly");
        assertThat(json.get("stack").asString()).isEqualTo("shop");
        assertThat(json.get("text").asString()).isEqualTo("Back up shop (nightly): it is so.");
        assertThat(json.get("at").asString()).isEqualTo("2026-11-22T02:00:05Z");
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws Exception {
        answers.addAll(List.of(503, 429, 500));
        try (Notifications notifications = notifications()) {
            notifications.send(channel("hook", Channel.Type.WEBHOOK), notice(Notice.Event.FAILED));
        }
        assertThat(requests).hasSize(4);
    }

    @Test
    void afterFourTriesOrARefusalItFailsWithoutNamingTheSecret() {
        answers.addAll(List.of(500, 500, 500, 500, 404));
        try (Notifications notifications = notifications()) {
            assertThatThrownBy(() -> notifications.send(channel("hook", Channel.Type.WEBHOOK), notice(Notice.Event.TEST)))
                    .isInstanceOf(Failure.ToolFailed.class).hasMessageContaining("it answered 500").hasMessageNotContaining("s3cret");
            assertThat(requests).hasSize(4);
            assertThatThrownBy(() -> notifications.send(channel("hook", Channel.Type.WEBHOOK), notice(Notice.Event.TEST))).hasMessageContaining("it answered 404");
            assertThat(requests).hasSize(5);
        }
    }

    @Test
    void trap54TheAddressIsKeptPrivateAndNotShown() throws Exception {
        channels.add(channel("hook", Channel.Type.WEBHOOK));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("notifications.json")))).isEqualTo("rw-------");
        Channel kept = channels.get("hook");
        assertThat(kept).isEqualTo(channel("hook", Channel.Type.WEBHOOK));
        assertThat(kept.toString() + kept.shown()).doesNotContain("s3cret");
        assertThatThrownBy(() -> channels.add(kept)).isInstanceOf(Failure.BadInput.class).hasMessageContaining("already");
        assertThatThrownBy(() -> new Channel.Ping("x", new Secret("ftp://s3cret"))).isInstanceOf(Failure.BadInput.class).hasMessageNotContaining("s3cret");
        channels.remove("hook");
        assertThat(channels.list()).isEmpty();
        assertThatThrownBy(() -> channels.remove("hook")).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void howTheLastNoticesWentIsKeptForWhoeverLooks() {
        channels.add(channel("hook", Channel.Type.WEBHOOK));
        assertThat(deliveries().of("hook")).isEqualTo(Deliveries.Last.NOTHING);
        answers.add(404);
        try (Notifications notifications = notifications()) {
            notifications.tell(notice(Notice.Event.FAILED));
        }
        assertThat(deliveries().of("hook").isBroken()).isTrue();
        assertThat(deliveries().of("hook").problem().orElseThrow()).contains("it answered 404").doesNotContain("s3cret");
        try (Notifications notifications = notifications()) {
            notifications.tell(notice(Notice.Event.RECOVERED));
        }
        assertThat(deliveries().of("hook").isBroken()).isFalse();
        assertThat(deliveries().of("hook").sent()).isPresent();
    }

    @Test
    void aFileOfAnOlderVersionIsRead() throws Exception {
        Files.writeString(home.resolve("notifications.json"), """
                {"channels": [{"name": "team", "type": "WEBHOOK", "url": "https://hooks.example.org/s3cret"}]}
                """);
        assertThat(channels.get("team")).isEqualTo(new Channel.Webhook("team", new Secret("https://hooks.example.org/s3cret")));
        assertThat(channels.list()).containsExactly(new ChannelStore.Kept("team", Channel.Type.WEBHOOK, "https://hooks.example.org/...",
                java.util.Optional.of(ChannelStore.Place.FILE), java.util.Optional.empty()));
    }

    @Test
    void aDamagedFileIsLoggedAndEndsNobodysRun() throws Exception {
        Files.writeString(home.resolve("notifications.json"), "{");
        try (Notifications notifications = notifications()) {
            notifications.tell(notice(Notice.Event.FAILED));
        }
        assertThatThrownBy(channels::list).isInstanceOf(Failure.BadInput.class).hasMessageContaining("notifications.json");
    }
}
