package dev.lifeboat.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Check.Level;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.monitor.StackHealth.Action;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HealthCheckTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir Path folder;
    private Repository repository;
    private JobHistory history;
    private DestinationStore destinations;
    private Replication replication;

    @BeforeEach void make() {
        repository = Repository.openOrCreate(folder.resolve("repository"));
        history = new JobHistory(folder.resolve("jobs.jsonl"));
        destinations = new DestinationStore(folder.resolve("destinations"));
        replication = new Replication(new AuditLog(folder.resolve("audit.jsonl")), new Places(), folder.resolve("mirrors"));
    }

    private StackHealth health(Duration afterTheFirstSet) {
        return new HealthCheck(history, destinations, replication, Clock.fixed(AT.plus(afterTheFirstSet), ZoneOffset.UTC)).of("shop", repository);
    }

    private void verify(BackupSet set) {
        repository.verify(set, Depth.QUICK, Progress.NONE, new Cancellation());
    }

    private static void damage(BackupSet set) throws Exception {
        Files.write(set.folder().resolve("databases/globals.sql.zst"), new byte[] {1});
    }

    private void runBackup(boolean good) throws Exception {
        try (JobQueue queue = new JobQueue(history, folder.resolve("log"))) {
            Job<Integer> job = queue.submit("Back up shop", "shop", "lifeboat backup database --stack shop", (_, _) -> {
                if (!good) {
                    throw new Failure.ToolFailed("pg_dump ended with status 1.", "", null);
                }
                return 1;
            }, _ -> Outcome.done("Done."));
            try {
                job.await();
            } catch (Failure.ToolFailed _) {
                assertThat(good).isFalse();
            }
        }
    }

    @Test void nothingYet() {
        StackHealth health = health(Duration.ZERO);
        assertThat(health.recoverableUntil()).isEmpty();
        assertThat(health.why()).isEqualTo("No backup has been taken yet.");
        assertThat(health.lastSetId()).isEmpty();
        assertThat(health.points()).isEmpty();
        assertThat(health.todo()).extracting(StackHealth.Todo::action).containsExactly(Action.BACK_UP, Action.ADD_DESTINATION);
        assertThat(health.todo().getFirst().level()).isEqualTo(Level.FAIL);
    }

    @Test void aVerifiedAndCopiedNewSetLeavesNothingToDo() throws Exception {
        SampleSets.write(repository, "other", AT.plusSeconds(7), 99_000);
        BackupSet first = SampleSets.write(repository, "shop", AT, 1_000);
        BackupSet second = SampleSets.write(repository, "shop", AT.plusSeconds(3_600), 2_000);
        verify(second);
        Destination usb = new Destination("usb", folder.resolve("usb"), Optional.of("shop"));
        destinations.save(usb);
        replication.copy(repository, usb, Progress.NONE, new Cancellation());
        runBackup(false);
        runBackup(true);
        StackHealth health = health(Duration.ofHours(3));
        assertThat(health.todo()).isEmpty();
        assertThat(health.recoverableUntil()).contains(AT.plusSeconds(3_600));
        assertThat(health.lastSetId()).contains(second.id());
        assertThat(health.storedBytes()).isEqualTo(first.manifest().sizeBytes() + second.manifest().sizeBytes());
        assertThat(health.points()).containsExactly(
                new StackHealth.Point(first.id(), AT, first.manifest().sizeBytes(), 1_000, 3_000, false),
                new StackHealth.Point(second.id(), AT.plusSeconds(3_600), second.manifest().sizeBytes(), 2_000, 3_000, true));
        assertThat(health.runs()).isEqualTo(2);
        assertThat(health.succeeded()).isEqualTo(1);
        assertThat(health.freeBytes()).isPositive();
    }

    @Test void oldUnverifiedAndWaiting() {
        BackupSet set = SampleSets.write(repository, "shop", AT, 1_000);
        Destination usb = new Destination("usb", folder.resolve("usb"), Optional.empty());
        destinations.save(usb);
        StackHealth health = health(Duration.ofHours(25));
        assertThat(health.todo()).containsExactly(
                new StackHealth.Todo(Level.WARN, "The newest set was never verified.", Action.VERIFY, set.id()),
                new StackHealth.Todo(Level.WARN, "The newest set is 25 hours old.", Action.BACK_UP, "shop"),
                new StackHealth.Todo(Level.WARN, "1 set is not at the destination usb yet.", Action.REPLICATE, "usb"));
        assertThat(health(Duration.ofHours(23)).todo()).extracting(StackHealth.Todo::action).containsExactly(Action.VERIFY, Action.REPLICATE);
        assertThat(health(Duration.ofHours(-1)).todo()).anyMatch(todo -> todo.what().contains("clock"));
    }

    @Test void volumesAloneDoNotMoveTheRecoveryPoint() throws Exception {
        SampleSets.writeVolumes(repository, "shop", AT);
        assertThat(health(Duration.ofHours(1)).recoverableUntil()).isEmpty();
        assertThat(health(Duration.ofHours(1)).todo()).extracting(StackHealth.Todo::what).contains("No backup of the databases has been taken yet.");
        BackupSet databases = SampleSets.write(repository, "shop", AT.plusSeconds(60), 1_000);
        verify(databases);
        SampleSets.writeVolumes(repository, "shop", AT.plusSeconds(25 * 3_600));
        StackHealth health = health(Duration.ofHours(26));
        assertThat(health.recoverableUntil()).contains(AT.plusSeconds(60));
        assertThat(health.why()).isEqualTo("The set is " + databases.id() + ". Its checksums were verified.");
        assertThat(health.todo()).extracting(StackHealth.Todo::what).contains("The newest set is 25 hours old.");
    }

    @Test void aFailedVerificationMovesTheRecoveryPointBack() throws Exception {
        BackupSet first = SampleSets.write(repository, "shop", AT, 1_000);
        BackupSet second = SampleSets.write(repository, "shop", AT.plusSeconds(3_600), 1_000);
        damage(second);
        assertThat(health(Duration.ofHours(2)).recoverableUntil()).contains(AT.plusSeconds(3_600));
        verify(second);
        StackHealth health = health(Duration.ofHours(2));
        assertThat(health.recoverableUntil()).contains(AT);
        assertThat(health.why()).contains(first.id()).contains("Newer sets failed");
        assertThat(health.lastSetId()).contains(second.id());
        assertThat(health.todo().getFirst().level()).isEqualTo(Level.FAIL);
        assertThat(health.todo()).anyMatch(todo -> todo.action() == Action.SHOW_SET && todo.target().equals(second.id()));
        damage(first);
        verify(first);
        assertThat(health(Duration.ofHours(2)).recoverableUntil()).isEmpty();
        assertThat(health(Duration.ofHours(2)).why()).isEqualTo("Every set of this stack failed its verification.");
    }

    @Test void setsOfAStackWhoseNameBeginsAlikeAreNotOurs() throws Exception {
        verify(SampleSets.write(repository, "shop", AT, 1_000));
        Destination usb = new Destination("usb", folder.resolve("usb"), Optional.empty());
        destinations.save(usb);
        replication.copy(repository, usb, Progress.NONE, new Cancellation());
        BackupSet others = SampleSets.write(repository, "shop-eu", AT.plusSeconds(60), 1_000);
        SampleSets.write(repository, "eu-shop", AT.plusSeconds(60), 1_000);
        assertThat(health(Duration.ZERO).todo()).as("theirs wait to be copied").isEmpty();
        Files.writeString(others.folder().resolve("manifest.json"), "no JSON");
        assertThat(health(Duration.ZERO).todo()).as("theirs is damaged").isEmpty();
        BackupSet second = SampleSets.write(repository, "shop", AT, 1_000);
        assertThat(second.id()).endsWith("-shop-database-2");
        Files.writeString(second.folder().resolve("manifest.json"), "no JSON");
        assertThat(health(Duration.ZERO).todo()).singleElement().satisfies(todo -> assertThat(todo.target()).isEqualTo(second.id()));
    }

    @Test void theLastBackupFailed() throws Exception {
        SampleSets.write(repository, "shop", AT, 1_000);
        runBackup(true);
        runBackup(false);
        assertThat(health(Duration.ZERO).todo().getFirst()).satisfies(todo -> {
            assertThat(todo.level()).isEqualTo(Level.FAIL);
            assertThat(todo.what()).isEqualTo("The last backup failed: pg_dump ended with status 1.");
            assertThat(todo.action()).isEqualTo(Action.SHOW_JOBS);
        });
    }
}
