package dev.lifeboat.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Folders;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.SystemKeyring;
import dev.lifeboat.testing.TestDesktop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the secrets of notifications are kept. */
@Timeout(120)
class ChannelPlacesTest {

    @TempDir Path folder;

    private ChannelStore store(Map<String, String> environment) {
        return new ChannelStore(folder.resolve("notifications.json"), new SystemKeyring("Linux", environment));
    }

    private static Channel.Email mail(String password) {
        return new Channel.Email("ops", new MailServer("smtp.example.org", 587, MailServer.Security.STARTTLS, Optional.of("ada"), Optional.empty()), "a@example.org",
                List.of("b@example.org"), Optional.of(new Secret(password)));
    }

    /** A real GNOME keyring on a bus of its own. */
    @Test
    void trap54SecretsLieInTheKeyringOfTheDesktopWhenThereIsOne() throws Exception {
        try (TestDesktop desktop = TestDesktop.in(folder).withKeyring()) {
            ChannelStore store = store(desktop.environment());
            assertThat(store.defaultPlace()).isEqualTo(ChannelStore.Place.KEYRING);
            untilItAnswers(desktop.environment());
            Channel.Webhook hook = new Channel.Webhook("team", new Secret("https://hooks.example.org/s3cret"));
            Channel.Email mail = mail("s3cret \"$x\\ ä ");
            store.add(hook);
            store.add(mail);
            assertThat(Files.readString(folder.resolve("notifications.json"))).doesNotContain("s3cret").contains("https://hooks.example.org/...");
            assertThat(store(desktop.environment()).get("team")).isEqualTo(hook);
            assertThat(store(desktop.environment()).get("ops")).isEqualTo(mail);
            assertThat(store.list()).extracting(ChannelStore.Kept::place).containsOnly(Optional.of(ChannelStore.Place.KEYRING));

            store.replace(mail("other"), ChannelStore.Place.KEYRING);
            assertThat(store.get("ops").secret()).contains(new Secret("other"));
            store.replace(mail, ChannelStore.Place.FILE);
            assertThat(new SystemKeyring("Linux", desktop.environment()).find("notification:ops")).isEmpty();
            assertThat(store.get("ops")).isEqualTo(mail);
            store.remove("team");
            assertThat(new SystemKeyring("Linux", desktop.environment()).find("notification:team")).isEmpty();
        }
    }

    private static void untilItAnswers(Map<String, String> environment) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            try {
                new SystemKeyring("Linux", environment).store("first", new Secret("any"));
                return;
            } catch (Failure.StorageFailed _) {
                Thread.sleep(100);
            }
        }
    }

    @Test
    void withoutADesktopTheyLieInAFileOfTheOwnerAndAKeyringIsRefused() throws Exception {
        ChannelStore store = store(Map.of());
        assertThat(store.defaultPlace()).isEqualTo(ChannelStore.Place.FILE);
        assertThatThrownBy(() -> store.add(mail("x"), ChannelStore.Place.KEYRING)).isInstanceOf(Failure.BadInput.class).hasMessageContaining("There is no desktop session here.");
        assertThat(store.list()).isEmpty();
        store.add(mail("s3cret"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("notifications.json")))).isEqualTo("rw-------");
        assertThat(store.get("ops")).isEqualTo(mail("s3cret"));
        assertThatThrownBy(() -> store.replace(new Channel.Desktop("another"), ChannelStore.Place.FILE)).isInstanceOf(Failure.NotFound.class);
    }

    /** PGPASSWORD and ~/.pgpass are for database servers; a mail server must never see them. */
    @Test
    void aPasswordOfPostgresqlIsNeverTakenForThatOfANotification() throws Exception {
        Files.writeString(folder.resolve(".pgpass"), "*:*:*:*:from-pgpass\n");
        Files.setPosixFilePermissions(folder.resolve(".pgpass"), PosixFilePermissions.fromString("rw-------"));
        Map<String, String> environment = Map.of("LIFEBOAT_HOME", folder.toString(), "HOME", folder.toString(), "PGPASSWORD", "from-the-environment");
        try (App app = new App(Folders.of(environment, "Linux", folder), environment)) {
            assertThat(app.passwords().find("smtp.example.org", 587, "ada")).as("that is what it would find").isPresent();
            app.channels().add(new Channel.Email("ops", mail("x").server(), "a@example.org", List.of("b@example.org"), Optional.empty()), ChannelStore.Place.FILE);
            app.channels().add(new Channel.Webhook("team", new Secret("https://hooks.example.org/s3cret")), ChannelStore.Place.FILE);
            assertThat(app.channels().get("ops").secret()).isEmpty();
            Path file = app.folders().configuration().resolve("notifications.json");
            Files.writeString(file, Files.readString(file).replaceAll("\"url\" : \"https[^\"]*s3cret\"", "\"url\" : null"));
            assertThatThrownBy(() -> app.channels().get("team")).isInstanceOf(Failure.BadInput.class).hasMessageContaining("has no address");
        }
    }
}
