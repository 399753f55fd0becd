package dev.lifeboat.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.backup.Backups;
import dev.lifeboat.engine.backup.BaseBackup;
import dev.lifeboat.engine.backup.DatabaseBackup;
import dev.lifeboat.engine.backup.FullBackup;
import dev.lifeboat.engine.backup.VolumeBackup;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.repository.RetentionStore;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What schedules do to real sets; taking backups is in the agent's own test. */
class ScheduledWorkTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir Path home;
    private Repository repository;
    private RetentionStore retentions;
    private DestinationStore destinations;

    @BeforeEach
    void threeDays() {
        repository = Repository.openOrCreate(home.resolve("repository"));
        retentions = new RetentionStore(home.resolve("retention"));
        destinations = new DestinationStore(home.resolve("destinations"));
        retentions.save("shop", new Retention(1, 0, 0, 0, Duration.ZERO, ZoneOffset.UTC));
    }

    private BackupSet set(String time) {
        return SampleSets.write(repository, "shop", Instant.parse(time), 1000);
    }

    private Outcome run(Action action, Instant now) throws InterruptedException {
        AuditLog audit = new AuditLog(home.resolve("audit.jsonl"));
        Passwords passwords = new Passwords(home.resolve("pgpass"), Map.of());
        DatabaseBackup databases = new DatabaseBackup(new Tools(), passwords, audit);
        VolumeBackup volumes = new VolumeBackup(audit);
        Backups backups = new Backups(databases, volumes, new FullBackup(databases, volumes, passwords, audit, home.resolve("held")), new BaseBackup(new Tools(), passwords, audit));
        ScheduledWork work = new ScheduledWork(new StackStore(home.resolve("stacks")), () -> repository, backups, Unlock.NONE, retentions,
                destinations, new Replication(audit, new Places(), home.resolve("mirrors")), audit, Clock.fixed(now, ZoneOffset.UTC));
        Schedule schedule = new Schedule("one", "shop", action, Cron.parse("0 4 * * *"), ZoneOffset.UTC, Duration.ZERO, Instant.EPOCH);
        return work.run(schedule, Progress.NONE, new Cancellation());
    }

    private List<String> ids() {
        return repository.list().sets().stream().map(BackupSet::id).toList();
    }

    @Test
    void pruneDeletesWhatTheRetentionOfTheStackDoesNotKeep() throws Exception {
        BackupSet oldest = set("2026-11-20T02:00:00Z");
        BackupSet middle = set("2026-11-21T02:00:00Z");
        BackupSet newest = set("2026-11-22T02:00:00Z");
        repository.verify(newest, Depth.QUICK, Progress.NONE, new Cancellation());
        assertThat(run(Action.PRUNE, NOW).sentence()).isEqualTo("Deleted 2 sets.");
        assertThat(ids()).containsExactly(newest.id()).doesNotContain(oldest.id(), middle.id());
        assertThat(run(Action.PRUNE, NOW).sentence()).isEqualTo("Nothing to delete.");
    }

    @Test
    void trap45PruneDeletesNothingWhileNothingNewerIsVerified() throws Exception {
        BackupSet oldest = set("2026-11-20T02:00:00Z");
        set("2026-11-21T02:00:00Z");
        set("2026-11-22T02:00:00Z");
        assertThat(run(Action.PRUNE, NOW).sentence()).isEqualTo("Nothing to delete.");
        repository.verify(oldest, Depth.QUICK, Progress.NONE, new Cancellation());
        // Only the oldest is proven: nothing that is newer than it may go.
        assertThat(run(Action.PRUNE, NOW).sentence()).isEqualTo("Nothing to delete.");
        assertThat(ids()).hasSize(3);
    }

    @Test
    void trap47PruneRefusesWhileTheClockIsBeforeTheNewestSet() {
        set("2026-11-20T02:00:00Z");
        BackupSet newest = set("2026-11-22T02:00:00Z");
        repository.verify(newest, Depth.QUICK, Progress.NONE, new Cancellation());
        assertThatThrownBy(() -> run(Action.PRUNE, Instant.parse("2026-11-21T12:00:00Z"))).isInstanceOf(Failure.PreflightFailed.class)
                .hasMessageContaining("Nothing was deleted");
        assertThat(ids()).hasSize(2);
    }

    @Test
    void trap55VerifyReadsEachSetInItsTurnAndNamesADamagedOne() throws Exception {
        BackupSet good = set("2026-11-21T02:00:00Z");
        assertThat(run(Action.VERIFY, NOW).sentence()).isEqualTo("1 set read whole and found good, 0 not due yet.");
        assertThat(repository.find(good.id()).verified().orElseThrow().depth()).isEqualTo(Depth.DEEP);
        BackupSet bad = set("2026-11-22T02:00:00Z");
        Path member = bad.folder().resolve(bad.manifest().members().getFirst().path());
        byte[] bytes = Files.readAllBytes(member);
        bytes[bytes.length / 2] ^= 1;
        Files.write(member, bytes);
        assertThatThrownBy(() -> run(Action.VERIFY, NOW)).isInstanceOfSatisfying(Failure.VerificationFailed.class,
                failed -> assertThat(failed.hints()).anyMatch(hint -> hint.startsWith(bad.id() + ": ") && hint.contains("has changed")));
    }

    @Test
    void replicateCopiesToEveryDestinationOfTheStackAlsoWhenOneFails() throws Exception {
        BackupSet set = set("2026-11-22T02:00:00Z");
        assertThatThrownBy(() -> run(Action.REPLICATE, NOW)).isInstanceOf(Failure.NotFound.class).hasMessageContaining("No destination takes the sets of shop");
        destinations.save(new Destination("away", home.resolve("missing/there"), Optional.empty()));
        destinations.save(new Destination("usb", home.resolve("usb"), Optional.of("shop")));
        destinations.save(new Destination("others", home.resolve("others"), Optional.of("other")));
        assertThatThrownBy(() -> run(Action.REPLICATE, NOW)).isInstanceOf(Failure.class);
        assertThat(Repository.open(home.resolve("usb")).list().sets()).extracting(BackupSet::id).containsExactly(set.id());
        assertThat(home.resolve("others")).doesNotExist();
    }
}
