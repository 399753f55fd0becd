package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.testing.SampleSets;
import dev.lifeboat.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes away in the middle of the work: a disk that is pulled out, and a set that another process deletes. */
@Timeout(60)
class VanishingTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir Path folder;
    private Repository repository;
    private BackupSet set;

    private interface Action {
        void run() throws Exception;
    }

    /** Does something when the work comes to an item. */
    private record At(String item, Action action) implements Progress {
        @Override public void item(String name) {
            if (name.endsWith(item)) {
                try {
                    action.run();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override public void phase(String name, long total, Unit unit) {}

        @Override public void advance(long amount) {}

        @Override public void note(String line) {}
    }

    @BeforeEach void make() {
        repository = Repository.openOrCreate(folder.resolve("repository"));
        set = write(repository, AT);
    }

    private static BackupSet write(Repository repository, Instant at) {
        try (RepositoryLock lock = repository.lock("test"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", at)) {
            SampleSets.member(writer, MemberPath.GLOBALS, 9_000, 1);
            SampleSets.member(writer, "files/other.zst", 9_000, 2);
            return writer.complete(SampleSets.manifest("shop", at, List.of()));
        }
    }

    private void delete() {
        try (RepositoryLock lock = repository.lock("another process")) {
            Pruning.delete(repository, set, lock);
        }
    }

    private At deletedAt(String item) {
        return new At(item, this::delete);
    }

    @Test void trap48_aSetThatIsDeletedDuringItsVerificationIsNotCalledDamaged() {
        assertThatThrownBy(() -> repository.verify(set, VerificationResult.Depth.DEEP, deletedAt("other.zst"), new Cancellation()))
                .isInstanceOf(Failure.NotFound.class).hasMessageContaining(set.id()).hasMessageContaining("deleted meanwhile");
        assertThatThrownBy(() -> repository.verify(set, VerificationResult.Depth.QUICK, Progress.NONE, new Cancellation())).isInstanceOf(Failure.NotFound.class);
        assertThat(repository.folder().resolve("verified").resolve(set.id() + ".json")).doesNotExist();
    }

    @Test void trap48_theRotationGoesOnBehindASetThatIsDeleted() {
        BackupSet other = write(repository, AT.plusSeconds(60));
        RotatingVerification.Report report = new RotatingVerification(repository, Clock.fixed(AT.plusSeconds(86_400), ZoneOffset.UTC))
                .run(Optional.empty(), Rotation.DEFAULT, VerificationResult.Depth.DEEP, new At("globals.sql.zst", () -> {
                    if (Files.exists(set.folder())) {
                        delete();
                    }
                }), new Cancellation());
        assertThat(report.verified()).extracting(checked -> checked.set().id()).containsExactly(other.id());
        assertThat(report.ok()).isTrue();
    }

    @Test void trap48_anExportOfASetThatIsDeletedLeavesNothing() {
        assertThatThrownBy(() -> new SetExport(set, deletedAt("other.zst"), new Cancellation()).into(folder.resolve("set.tar")))
                .isInstanceOf(Failure.NotFound.class).hasMessageContaining("deleted meanwhile");
        assertThat(folder).isDirectoryNotContaining(file -> file.getFileName().toString().contains("set.tar"));
    }

    @Test void trap48_aCopyGoesOnBehindASetThatIsDeleted() {
        BackupSet older = write(repository, AT.minusSeconds(60));
        Destination usb = new Destination("usb", folder.resolve("usb"), Optional.empty());
        Replication.Result result = new Replication(new AuditLog(folder.resolve("audit.jsonl")), new Places(), folder.resolve("mirrors")).copy(repository, usb, deletedAt(set.id() + "/files/other.zst"), new Cancellation());
        assertThat(result.copied()).containsExactly(older.id());
        assertThat(result.alreadyThere()).isEmpty();
    }

    @Test void aDiskThatIsPulledOutGetsNothingInItsPlace() throws Exception {
        for (String moment : List.of("before a member", "in a member", "before the manifest", "before the reading back")) {
            try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 256)) {
                Repository there = Repository.openOrCreate(disk.folder());
                Failure failure = catchThrowableOfType(Failure.class, () -> writeUntil(moment, disk, there));
                assertThat(failure).as(moment).isInstanceOfAny(Failure.NoRepository.class, Failure.StorageFailed.class);
                assertThat(failure.hints()).as(moment + ": " + failure.getMessage()).first().asString().contains("mounted");
                assertThat(disk.folder()).as(moment).isEmptyDirectory();
            }
        }
    }

    private static void writeUntil(String moment, SmallDisk disk, Repository there) throws Exception {
        BackupSet written;
        try (RepositoryLock lock = there.lock("test"); SetWriter writer = there.begin(lock, Kind.DATABASE, "shop", AT)) {
            SampleSets.member(writer, MemberPath.GLOBALS, 9_000, 1);
            if (moment.equals("before a member")) {
                disk.vanish();
            }
            try (MemberWriter member = writer.member("files/other.zst", 3, 0)) {
                member.write(new byte[100]);
                if (moment.equals("in a member")) {
                    disk.vanish();
                }
                member.finish();
            }
            if (moment.equals("before the manifest")) {
                disk.vanish();
            }
            written = writer.complete(SampleSets.manifest("shop", AT, List.of()));
        }
        disk.vanish();
        there.verify(written, VerificationResult.Depth.QUICK, Progress.NONE, new Cancellation());
    }

    @Test void aDestinationThatIsPulledOutGetsNothingInItsPlace() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 256)) {
            Destination usb = new Destination("usb", disk.folder(), Optional.empty());
            Replication replication = new Replication(new AuditLog(folder.resolve("audit.jsonl")), new Places(), folder.resolve("mirrors"));
            assertThatThrownBy(() -> replication.copy(repository, usb, new At("other.zst", disk::vanish), new Cancellation()))
                    .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.hints()).first().asString().contains("mounted"));
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }

    @Test void anExportToADiskThatIsPulledOutSaysSo() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 256)) {
            assertThatThrownBy(() -> new SetExport(set, new At("other.zst", disk::vanish), new Cancellation()).into(disk.folder().resolve("set.tar")))
                    .isInstanceOfSatisfying(Failure.StorageFailed.class, e -> assertThat(e.hints()).first().asString().contains("mounted"));
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }
}
