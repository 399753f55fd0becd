package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two writers, of which some are killed: real processes. */
@Timeout(180)
class RepositoryLockTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir Path folder;
    private Repository repository;

    @BeforeEach void make() {
        repository = Repository.openOrCreate(folder);
    }

    @Test void oneWriterAtATimeWithinAProgram() {
        try (RepositoryLock lock = repository.lock("backup of shop")) {
            assertThat(lock.takenOver()).isEmpty();
            assertThatThrownBy(() -> Repository.open(folder).lock("other")).isInstanceOf(Failure.RepositoryLocked.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid()).hasMessageContaining("backup of shop").hasMessageContaining(" since ");
        }
        repository.lock("again").close();
        assertThat(folder.resolve("lock.json")).doesNotExist();
    }

    @Test void oneWriterAtATimeBetweenProcessesAndADeadOneIsReplacedAtOnce() throws Exception {
        try (ChildJvm child = ChildJvm.start(Writer.class, folder.toString(), "1000000000")) {
            assertThat(child.line()).isEqualTo("locked");
            assertThatThrownBy(() -> repository.lock("mine")).isInstanceOf(Failure.RepositoryLocked.class)
                    .hasMessageContaining("process " + child.pid()).hasMessageContaining("backup of child");
            assertThat(child.line()).isEqualTo("writing");
            assertThat(repository.list().orphans()).isEmpty();
            child.kill();
            assertThat(repository.list().orphans()).hasSize(1);
            try (RepositoryLock lock = repository.lock("mine")) {
                assertThat(lock.takenOver().orElseThrow()).contains("process " + child.pid());
                assertThat(repository.list().orphans()).hasSize(1);
            }
        }
        assertThat(SampleSets.write(repository, "child", AT, 10)).isNotNull();
    }

    @Test void aWriterKilledAtAnyMomentLeavesTheWholeSetOrNone() throws Exception {
        int killedBefore = 0;
        int whole = 0;
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            Path place = folder.resolve("r" + i);
            Repository its = Repository.openOrCreate(place);
            try (ChildJvm child = ChildJvm.start(Writer.class, place.toString(), "3000000")) {
                assertThat(child.line()).isEqualTo("locked");
                Thread.sleep(random.nextInt(200));
                child.kill();
            }
            Repository.Listing listing = its.list();
            assertThat(listing.unreadable()).isEmpty();
            assertThat(listing.sets().size() + listing.orphans().size()).isLessThanOrEqualTo(1);
            for (BackupSet set : listing.sets()) {
                whole++;
                assertThat(its.verify(set, VerificationResult.Depth.QUICK, Progress.NONE, new Cancellation()).problems()).isEmpty();
            }
            killedBefore += listing.sets().isEmpty() ? 1 : 0;
            its.lock("after").close();
        }
        assertThat(killedBefore).as("of 12, killed before the end; %d came to it", whole).isPositive();
    }

    @Test void onAnotherHostOnlySilenceTells() throws Exception {
        Path file = folder.resolve("lock.json");
        LockOwner other = new LockOwner(new ProcessIdentity("another-host", 1, Optional.of(AT)), "backup of shop", AT, "00000000deadbeef");
        Files.write(file, Json.readable(other));
        assertThatThrownBy(() -> repository.lock("mine")).isInstanceOf(Failure.RepositoryLocked.class).hasMessageContaining("another-host");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(4))));
        assertThatThrownBy(() -> repository.lock("mine")).isInstanceOf(Failure.RepositoryLocked.class);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(6))));
        try (RepositoryLock lock = repository.lock("mine")) {
            assertThat(lock.takenOver().orElseThrow()).contains("another-host");
        }
    }

    @Test void whatAKilledWriterLeftHalfOfTheLockKeepsNobodyOut() throws Exception {
        Files.writeString(folder.resolve("lock.json"), "{ \"process\" : { \"ho");
        try (RepositoryLock lock = repository.lock("mine")) {
            assertThat(lock.takenOver()).isPresent();
            lock.check();
        }
        Files.createFile(folder.resolve("lock.json"));
        repository.lock("mine").close();
        assertThat(folder.resolve("lock.json")).doesNotExist();
    }

    @Test void aNumberThatWasGivenToAnotherProcessIsNoOwner() throws Exception {
        ProcessIdentity reused = new ProcessIdentity(ProcessIdentity.localHost(), ProcessHandle.current().parent().orElseThrow().pid(), Optional.of(AT.minusSeconds(1_000_000)));
        Files.write(folder.resolve("lock.json"), Json.readable(new LockOwner(reused, "backup of shop", AT, "00000000deadbeef")));
        repository.lock("mine").close();
        ProcessIdentity alive = new ProcessIdentity(reused.host(), reused.pid(), ProcessHandle.of(reused.pid()).orElseThrow().info().startInstant());
        Files.write(folder.resolve("lock.json"), Json.readable(new LockOwner(alive, "backup of shop", AT, "00000000deadbeef")));
        assertThatThrownBy(() -> repository.lock("mine")).isInstanceOf(Failure.RepositoryLocked.class);
    }

    @Test void aLostLockIsNoticedBeforeTheSetAppears() throws Exception {
        try (RepositoryLock lock = repository.lock("mine"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", AT)) {
            SampleSets.member(writer, MemberPath.GLOBALS, 10, 1);
            LockOwner thief = new LockOwner(new ProcessIdentity("another-host", 1, Optional.empty()), "theft", AT, "00000000deadbeef");
            Files.write(folder.resolve("lock.json"), Json.readable(thief));
            assertThatThrownBy(() -> writer.complete(SampleSets.manifest("shop", AT, List.of())))
                    .isInstanceOf(Failure.RepositoryLocked.class).hasMessageContaining("lost").hasMessageContaining("another-host");
        }
        assertThat(repository.list().sets()).isEmpty();
        assertThat(folder.resolve("lock.json")).as("not ours to remove").exists();
    }

    @Test void trap48_aWriterThatWasTakenOverCanNeitherGoOnNorPublishNorReleaseTheOthersLock() throws Exception {
        RepositoryLock asleep = repository.lock("mine");
        SetWriter writer = repository.begin(asleep, Kind.DATABASE, "shop", AT);
        SampleSets.member(writer, MemberPath.GLOBALS, 10, 1);
        // Another host takes over after the silence: its system lock does not reach ours, so only the file tells.
        Files.write(folder.resolve("lock.json"), Json.readable(new LockOwner(new ProcessIdentity("another-host", 1, Optional.empty()), "taking over", AT, "00000000deadbeef")));
        assertThatThrownBy(() -> SampleSets.member(writer, MemberPath.ofDump("shop"), 10, 1)).isInstanceOf(Failure.RepositoryLocked.class);
        assertThatThrownBy(() -> repository.begin(asleep, Kind.DATABASE, "shop", AT)).isInstanceOf(Failure.RepositoryLocked.class);
        assertThatThrownBy(() -> writer.complete(SampleSets.manifest("shop", AT, List.of()))).isInstanceOf(Failure.RepositoryLocked.class);
        writer.close();
        asleep.close();
        assertThat(folder.resolve("lock.json")).content().contains("00000000deadbeef");
        assertThat(repository.list().sets()).isEmpty();
    }

    @Test void trap10_whatKilledRunsLeftIsCleanedAndNothingElse() throws Exception {
        try (ChildJvm child = ChildJvm.start(Writer.class, folder.toString(), "1000000000")) {
            child.line();
            child.line();
            assertThatThrownBy(() -> new Cleaning(repository).run(Progress.NONE, new Cancellation()))
                    .as("while it writes").isInstanceOf(Failure.RepositoryLocked.class);
            assertThat(new Cleaning(repository).preview()).isEmpty();
            child.kill();
        }
        BackupSet good = SampleSets.write(repository, "shop", AT, 10);
        Path foreign = Files.createDirectory(folder.resolve("20261122T020000Z-halfcopied-database"));
        assertThat(repository.list().orphans()).hasSize(2);
        assertThat(new Cleaning(repository).run(Progress.NONE, new Cancellation())).hasSize(1);
        assertThat(repository.list().orphans()).containsExactly(foreign);
        assertThat(repository.list().sets()).extracting(BackupSet::id).containsExactly(good.id());
        assertThat(new Cleaning(repository).run(Progress.NONE, new Cancellation())).isEmpty();
    }

    /** Writes one set: locks, writes a member of so many bytes, completes. */
    static final class Writer {
        static void main(String[] arguments) throws Exception {
            Repository repository = Repository.open(Path.of(arguments[0]));
            try (RepositoryLock lock = repository.lock("backup of child"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "child", AT)) {
                System.out.println("locked");
                try (MemberWriter member = writer.member(MemberPath.GLOBALS, 3, 2)) {
                    byte[] block = new byte[100_000];
                    Random random = new Random(1);
                    for (long left = Long.parseLong(arguments[1]); left > 0; left -= block.length) {
                        random.nextBytes(block);
                        member.write(block);
                        if (left == Long.parseLong(arguments[1])) {
                            System.out.println("writing");
                        }
                    }
                    member.finish();
                }
                writer.complete(SampleSets.manifest("child", AT, List.of()));
            }
            System.out.println("done");
        }
    }
}
