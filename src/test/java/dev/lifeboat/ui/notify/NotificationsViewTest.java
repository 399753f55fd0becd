package dev.lifeboat.ui.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.notify.ChannelStore;
import dev.lifeboat.engine.notify.MailServer;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.SystemKeyring;
import dev.lifeboat.testing.TestCertificates;
import dev.lifeboat.testing.TestDesktop;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.WorkplaceViewTest;
import dev.lifeboat.ui.keys.KeysModel;
import dev.lifeboat.ui.settings.SettingsModel;
import dev.lifeboat.ui.settings.SettingsView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** The notifications in Settings, against a real mail server and a real web server. */
class NotificationsViewTest extends WorkplaceViewTest {
    @TempDir
    Path home;
    @TempDir
    Path keyringHome;
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private SMTPServer server;

    @AfterEach
    void stop() {
        if (server != null) server.stop();
    }

    private TestCertificates mailServer() throws Exception {
        var certificates = TestCertificates.in(home.resolve("certificates"), "DNS:localhost");
        server = SMTPServer.port(0).enableTLS().requireTLS().startTlsSocketFactory(certificates.server())
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((_, password, _) -> {
                    if (!password.equals("right")) throw new LoginFailedException("535 5.7.8 wrong password");
                })).requireAuth().messageHandler((_, _, _, data) -> mails.add(new String(data, StandardCharsets.UTF_8))).build();
        server.start();
        return certificates;
    }

    private void settings(Workplace place) throws Exception {
        var app = place.app();
        var tasks = tasks();
        bringToFront(inFx(() -> new SettingsView(new SettingsModel(app.settings(), app.tools(), home.resolve("repository"), tasks),
                new KeysModel(app.keys(), app.stacks(), app.audit(), app::repositoryFolder, tasks),
                new NotificationsModel(app.channels(), app.deliveries(), app.notifications(), app.audit(), tasks), context())), place.stack());
        waitFor(() -> isThere("#notify-add"));
        type("#settings-search", "notifications");
    }

    @Test
    void aMailIsTriedBeforeItIsKeptAndItsPasswordStaysWhenItIsChanged() throws Exception {
        var certificates = mailServer();
        try (var place = Workplace.withoutServer(home)) {
            settings(place);
            waitFor(() -> texts().contains("Nobody is told yet."));
            fire("#notify-add");
            fire("#notify-save");
            assertThat(lookup("#notify-problem-name", Label.class).getText()).isEqualTo("Give the notification a name.");
            assertThat(lookup("#notify-problem-server", Label.class).getText()).isEqualTo("Name the mail server.");
            assertThat(lookup("#notify-problem-from", Label.class).getText()).contains("is no mail address");
            pictures("notify-problems");
            type("#notify-name", "ops");
            type("#notify-server", "localhost:" + server.getPortAllocated());
            type("#notify-user", "ada");
            type("#notify-secret", "wrong");
            type("#notify-from", "lifeboat@example.org");
            type("#notify-to", "ops@example.org; boss@example.org");
            type("#notify-certificates", certificates.authority().toString());
            fire("#notify-try");
            waitFor(() -> texts().stream().anyMatch(text -> text.contains("does not let ada in")));
            pictures("notify-refused");
            type("#notify-secret", "right");
            fire("#notify-try");
            waitFor(() -> isThere("#notify-tried"));
            assertThat(lookup("#notify-tried", Label.class).getText()).isEqualTo("The test was sent");
            assertThat(mails).hasSize(1);
            assertThat(place.app().channels().list()).as("tried, not kept").isEmpty();
            pictures("notify-tried");
            fire("#notify-save");
            waitFor(() -> isThere("#notify-ops"));
            var kept = new Channel.Email("ops", new MailServer("localhost", server.getPortAllocated(), MailServer.Security.STARTTLS, Optional.of("ada"),
                    Optional.of(certificates.authority())), "lifeboat@example.org", List.of("ops@example.org", "boss@example.org"), Optional.of(new Secret("right")));
            assertThat(place.app().channels().get("ops")).isEqualTo(kept);

            fire("#notify-edit-ops");
            assertThat(lookup("#notify-secret", TextField.class).getText()).as("a secret is never shown").isEmpty();
            type("#notify-to", "boss@example.org");
            fire("#notify-save");
            waitFor(() -> texts().stream().anyMatch(text -> text.startsWith("Email to boss@example.org by localhost")));
            assertThat(place.app().channels().get("ops").secret()).contains(new Secret("right"));
            fire("#notify-test-ops");
            waitFor(() -> lookup("#notify-state-ops", Label.class).getText().startsWith("Sent "));
            assertThat(mails).hasSize(2);
            assertThat(place.app().audit().entries()).extracting(entry -> entry.operation()).contains("notify.add", "notify.replace");
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void eachShowsHowItsLastNoticeWentAndCanBeTriedAndRemoved() throws Exception {
        var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/good", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        web.start();
        try (var place = Workplace.withoutServer(home)) {
            String address = "http://127.0.0.1:" + web.getAddress().getPort();
            place.app().channels().add(new Channel.Ping("alarm", new Secret(address + "/good")));
            place.app().channels().add(new Channel.Webhook("team", new Secret(address + "/s3cret")));
            place.app().channels().add(new Channel.Desktop("me"));
            settings(place);
            waitFor(() -> isThere("#notify-me"));
            assertThat(lookup("#notify-state-alarm", Label.class).getText()).isEqualTo("Nothing sent yet");
            for (var name : List.of("alarm", "team", "me")) fire("#notify-test-" + name);
            waitFor(() -> lookup("#notify-state-alarm", Label.class).getText().startsWith("Sent ") && isThere("#notify-problem-team") && isThere("#notify-problem-me"));
            assertThat(lookup("#notify-problem-team", Label.class).getText()).contains("it answered 404").doesNotContain("s3cret");
            assertThat(lookup("#notify-problem-me", Label.class).getText()).contains("There is no desktop session here.");
            assertThat(String.join(" ", texts())).doesNotContain("s3cret");
            pictures("notify-states");
            fire("#notify-remove-team");
            waitFor(() -> isThere("#confirm-go"));
            pictures("notify-remove");
            fire("#confirm-go");
            waitFor(() -> !isThere("#notify-team"));
            assertThat(place.app().channels().list()).hasSize(2);
        } finally {
            web.stop(0);
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void theFieldsAreThoseOfTheKindAndTheSearchLeavesWhatWasAskedFor() throws Exception {
        try (var place = Workplace.withoutServer(home)) {
            settings(place);
            waitFor(() -> texts().contains("Nobody is told yet."));
            fire("#notify-add");
            lookup("#notify-server", TextField.class);
            select("#notify-type-1");
            waitFor(() -> !isThere("#notify-server") && isThere("#notify-secret"));
            pictures("notify-webhook");
            fire("#notify-save");
            assertThat(lookup("#notify-problem-secret", Label.class).getText()).isEqualTo("Give the address.");
            select("#notify-type-2");
            waitFor(() -> !isThere("#notify-secret"));
            pictures("notify-desktop");
            fire("#notify-cancel");
            assertThat(canBeSeen("#settings-theme")).isFalse();
            type("#settings-search", "appearance zoom");
            waitFor(() -> canBeSeen("#settings-zoom"));
            assertThat(canBeSeen("#settings-theme")).isFalse();
            type("#settings-search", "no such words");
            waitFor(() -> isThere("#settings-search-nothing"));
            pictures("settings-search-nothing");
            type("#settings-search", "");
            waitFor(() -> canBeSeen("#settings-theme") && !isThere("#settings-search-nothing"));
            assertThat(lookup("#settings-theme-effect", Label.class).getText()).isEqualTo("In effect: Light, as the system has it now");
            pictures("settings-whole");
        }
        assertThat(unhandled).isEmpty();
    }

    /** A real GNOME keyring on a bus of its own. */
    @Test
    void aSecretGoesIntoTheKeyringWhenThereIsOneOrIntoAFileWhenThatIsChosen() throws Exception {
        try (var place = Workplace.withoutServer(home); var desktop = TestDesktop.in(keyringHome).withKeyring()) {
            var keyring = new SystemKeyring("Linux", desktop.environment());
            for (int i = 0; i < 100; i++) {
                try {
                    keyring.store("first", new Secret("any"));
                    break;
                } catch (Failure.StorageFailed _) {
                    Thread.sleep(100);
                }
            }
            var channels = new ChannelStore(home.resolve("notifications.json"), keyring);
            var app = place.app();
            var model = new NotificationsModel(channels, app.deliveries(), app.notifications(), app.audit(), tasks());
            show(inFx(() -> new NotificationsCard(model, context())));
            inFx(() -> {
                model.load();
                return null;
            });
            waitFor(() -> texts().contains("Nobody is told yet."));
            fire("#notify-add");
            type("#notify-name", "team");
            select("#notify-type-1");
            type("#notify-secret", "https://hooks.example.org/s3cret");
            pictures("notify-keyring");
            fire("#notify-save");
            waitFor(() -> isThere("#notify-team"));
            assertThat(texts()).contains("Webhook to https://hooks.example.org/... · its secret is in the keyring of the desktop");
            assertThat(Files.readString(home.resolve("notifications.json"))).doesNotContain("s3cret");
            fire("#notify-edit-team");
            select("#notify-place-1");
            fire("#notify-save");
            waitFor(() -> texts().contains("Webhook to https://hooks.example.org/... · its secret is in a file that only you may read"));
            assertThat(channels.get("team").secret()).contains(new Secret("https://hooks.example.org/s3cret"));
            assertThat(keyring.find("notification:team")).isEmpty();
        }
        assertThat(unhandled).isEmpty();
    }

    private boolean canBeSeen(String selector) {
        for (var node = scene().getRoot().lookup(selector); node != null; node = node.getParent()) {
            if (!node.isVisible()) return false;
        }
        return scene().getRoot().lookup(selector) != null;
    }

    private void fire(String selector) throws Exception {
        var button = lookup(selector, Button.class);
        inFx(() -> {
            button.fire();
            return null;
        });
    }

    private void select(String selector) throws Exception {
        var button = lookup(selector, ToggleButton.class);
        inFx(() -> {
            button.fire();
            return null;
        });
    }

    private void type(String selector, String text) throws Exception {
        var field = lookup(selector, TextField.class);
        inFx(() -> {
            field.setText(text);
            return null;
        });
    }
}
