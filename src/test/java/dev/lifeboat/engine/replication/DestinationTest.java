package dev.lifeboat.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.place.HostKey;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.replication.place.SshLogin;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");
    /** Made by ssh-keygen 9.2, which shows its fingerprint as below. */
    private static final String ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    @TempDir Path folder;

    private static Location.Ssh ssh(String host, String path) {
        return new Location.Ssh(new SshLogin(host, Optional.of(2222), Optional.of("backup"), Optional.empty()), path, HostKey.parse("nas " + ED25519 + " a comment"));
    }

    @Test void theStoreKeepsEveryPartOfADestination() {
        DestinationStore store = new DestinationStore(folder);
        Destination nas = new Destination("nas", ssh("nas.example.org", "/srv/lifeboat"), new Destination.Filter(Optional.of("shop"), Set.of(Kind.DATABASE, Kind.BASE), Set.of("weekly")),
                new Destination.Terms(false, Optional.of(5_242_880L), Optional.of(Window.parse("22:00-06:00"))));
        Destination plain = new Destination("plain", ssh("nas", "backups"), Destination.Filter.ALL, Destination.Terms.TRUSTED);
        store.save(nas);
        store.save(plain);
        assertThat(store.list()).containsExactly(nas, plain);
        assertThat(nas.location().inWords()).isEqualTo("backup@nas.example.org:2222:/srv/lifeboat");
    }

    @Test void aFileOfTheFirstVersionIsATrustedFolder() throws Exception {
        Files.writeString(folder.resolve("usb.json"), "{\"formatVersion\":1,\"name\":\"usb\",\"folder\":\"" + folder + "\",\"stack\":\"shop\"}");
        assertThat(new DestinationStore(folder).get("usb")).isEqualTo(new Destination("usb", folder, Optional.of("shop")));
        Files.writeString(folder.resolve("usb.json"), "{\"formatVersion\":3,\"name\":\"usb\"}");
        assertThatThrownBy(() -> new DestinationStore(folder).get("usb")).isInstanceOf(Failure.BadInput.class).hasMessageContaining("newer Lifeboat");
    }

    @Test void whatCannotBeAPlaceIsRefused() {
        DestinationStore store = new DestinationStore(folder);
        for (Location wrong : new Location[] {ssh("-oProxyCommand=x", "/srv"), ssh("nas", "/srv/$(id)"), ssh("nas", "-x"), ssh("na s", "/srv"), ssh("nas", "/srv/a b")}) {
            assertThatThrownBy(() -> store.save(new Destination("x", wrong, Destination.Filter.ALL, Destination.Terms.TRUSTED))).as(wrong.inWords()).isInstanceOf(Failure.BadInput.class);
        }
        assertThatThrownBy(() -> HostKey.parse("nas")).isInstanceOf(Failure.BadInput.class);
    }

    @Test void filtersLetSetsPassByStackKindAndLabel() {
        Repository repository = Repository.openOrCreate(folder.resolve("repository"));
        BackupSet database = SampleSets.write(repository, "shop", AT, 10); // its label is "a label"
        BackupSet volumes = SampleSets.writeVolumes(repository, "shop", AT);
        assertThat(with(new Destination.Filter(Optional.empty(), Set.of(Kind.VOLUMES), Set.of()), true).wants(database)).isFalse();
        assertThat(with(new Destination.Filter(Optional.empty(), Set.of(Kind.VOLUMES), Set.of()), true).wants(volumes)).isTrue();
        assertThat(with(new Destination.Filter(Optional.empty(), Set.of(), Set.of("other")), true).wants(database)).isFalse();
        assertThat(with(new Destination.Filter(Optional.of("shop"), Set.of(Kind.DATABASE), Set.of("other", "a label")), true).wants(database)).isTrue();
        assertThat(with(new Destination.Filter(Optional.of("other"), Set.of(), Set.of()), true).wants(database)).isFalse();
        assertThat(with(Destination.Filter.ALL, false).refuses(database)).isTrue();
        assertThat(with(Destination.Filter.ALL, true).refuses(database)).isFalse();
        assertThat(with(new Destination.Filter(Optional.of("other"), Set.of(), Set.of()), false).refuses(database)).as("what is not wanted is not refused").isFalse();
    }

    private Destination with(Destination.Filter filter, boolean trusted) {
        return new Destination("usb", new Location.Folder(folder), filter, new Destination.Terms(trusted, Optional.empty(), Optional.empty()));
    }

    @Test void aWindowMayGoOverMidnight() {
        Window night = Window.parse("22:00-06:00");
        assertThat(night.contains(LocalTime.parse("22:00"))).isTrue();
        assertThat(night.contains(LocalTime.parse("03:00"))).isTrue();
        assertThat(night.contains(LocalTime.parse("06:00"))).isFalse();
        assertThat(night.contains(LocalTime.parse("21:59:59"))).isFalse();
        Window noon = Window.parse("12:00-13:30");
        assertThat(noon.contains(LocalTime.parse("13:29"))).isTrue();
        assertThat(noon.contains(LocalTime.parse("11:59"))).isFalse();
        for (String wrong : new String[] {"22-06", "22:00", "", "22:00-22:00", "-"}) {
            assertThatThrownBy(() -> Window.parse(wrong)).as(wrong).isInstanceOf(Failure.BadInput.class);
        }
    }

    @Test void aFingerprintIsWhatSshKeygenShows() {
        assertThat(HostKey.parse(ED25519).fingerprint()).isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
    }

    @Test void outsideItsHoursNothingIsCopied() {
        Repository repository = Repository.openOrCreate(folder.resolve("repository"));
        BackupSet set = SampleSets.write(repository, "shop", AT, 10);
        LocalTime now = LocalTime.now();
        Window later = new Window(now.plusHours(3), now.plusHours(4));
        Destination usb = new Destination("usb", new Location.Folder(folder.resolve("usb")), Destination.Filter.ALL, new Destination.Terms(true, Optional.empty(), Optional.of(later)));
        Replication replication = new Replication(new AuditLog(folder.resolve("audit.jsonl")), new Places(), folder.resolve("mirrors"));
        Replication.Result waiting = replication.copy(repository, usb, Progress.NONE, new Cancellation());
        assertThat(waiting.copied()).isEmpty();
        assertThat(waiting.outsideWindow()).isTrue();
        assertThat(replication.copy(repository, usb, true, Progress.NONE, new Cancellation()).copied()).containsExactly(set.id());
    }
}
