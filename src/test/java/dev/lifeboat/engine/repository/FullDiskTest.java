package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.testing.SampleSets;
import dev.lifeboat.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that writes into a repository, on a disk that has no page left, one, two, ... until there are enough: full before and in each of the files. */
@Timeout(120)
class FullDiskTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");
    private static final Retention ONE_DAY = new Retention(1, 0, 0, 0, Duration.ZERO, ZoneId.of("UTC"));
    /** Of one of the sets here: five files of one to three pages. */
    private static final int ENOUGH = 24;

    @TempDir Path folder;
    private SmallDisk disk;
    private Repository repository;
    private BackupSet good;

    private interface Work {
        void run(int attempt) throws IOException;
    }

    @BeforeEach void mount() throws Exception {
        disk = SmallDisk.mount(folder.resolve("disk"), 256);
        repository = Repository.openOrCreate(disk.folder().resolve("repository"));
        good = SampleSets.write(repository, "shop", AT, 9_000);
    }

    @AfterEach void unmount() throws Exception {
        disk.close();
    }

    /** With ever more room. Each failure says that the disk is full, leaves nothing, loses nothing, and the next run works. @return how often it worked */
    private int withEverMoreRoom(Work work, Work undo) throws IOException {
        int worked = 0;
        for (int pages = 0; pages <= ENOUGH; pages++) {
            Set<String> before = files();
            disk.leave(pages);
            try {
                work.run(pages);
                worked++;
                disk.empty();
                undo.run(pages);
            } catch (Failure.StorageFailed e) {
                assertThat(e.full()).as(pages + " pages: " + e.getMessage()).isTrue();
                assertThat(e).as(pages + " pages").hasMessageMatching("(?s).*(no space left on the disk|only .* free in).*");
                assertThat(e.hints()).isNotEmpty();
                disk.empty();
                assertThat(files()).as(pages + " pages: " + e.getMessage()).isEqualTo(before);
            }
            assertWhole();
            repository.lock("the next run").close();
        }
        assertThat(worked).isPositive();
        return worked;
    }

    private Set<String> files() throws IOException {
        Set<String> files = FolderTree.files(disk.folder());
        files.removeIf(file -> file.endsWith(".lock"));
        return files;
    }

    private void assertWhole() {
        Repository.Listing listing = repository.list();
        assertThat(listing.unreadable()).isEmpty();
        assertThat(listing.orphans()).isEmpty();
        assertThat(listing.sets()).extracting(BackupSet::id).contains(good.id());
        for (BackupSet set : listing.sets()) {
            assertThat(new Verification(set, VerificationResult.Depth.DEEP, Unlock.NONE, Progress.NONE, new Cancellation()).run().problems()).isEmpty();
        }
    }

    private void drop(String id) {
        try (RepositoryLock lock = repository.lock("test")) {
            Pruning.delete(repository, repository.find(id), lock);
        }
    }

    @Test void trap10_aSetIsWrittenWholeOrNotAtAll() throws Exception {
        Instant at = AT.plusSeconds(60);
        int worked = withEverMoreRoom(_ -> SampleSets.write(repository, "shop", at, 9_000), _ -> drop("20261122T020100Z-shop-database"));
        assertThat(worked).isLessThan(ENOUGH);
    }

    @Test void trap10_aSetIsCopiedWholeOrNotAtAllAndTheNextTryTakesItUp() throws Exception {
        Repository elsewhere = Repository.openOrCreate(folder.resolve("elsewhere"));
        BackupSet other = SampleSets.write(elsewhere, "shop", AT.plusSeconds(60), 9_000);
        for (int pages = 0; pages <= ENOUGH && !SetImport.isThere(other, repository); pages++) {
            disk.leave(pages);
            try (RepositoryLock lock = repository.lock("copying")) {
                new SetImport(other, repository, lock, Progress.NONE, new Cancellation()).run();
            } catch (Failure.StorageFailed e) {
                assertThat(e.full()).as(e.getMessage()).isTrue();
                assertThat(repository.list().sets()).extracting(BackupSet::id).containsExactly(good.id());
            }
            disk.empty();
        }
        assertThat(repository.list().orphans()).isEmpty();
        assertThat(repository.list().sets()).hasSize(2).allSatisfy(set ->
                assertThat(repository.verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty());
    }

    @Test void trap10_anExportIsWholeOrNotThere() throws Exception {
        Path file = disk.folder().resolve("set.tar");
        withEverMoreRoom(_ -> new SetExport(good, Progress.NONE, new Cancellation()).into(file), _ -> Files.delete(file));
    }

    @Test void trap10_anArchiveIsTakenInWholeOrNotAtAll() throws Exception {
        Repository elsewhere = Repository.openOrCreate(folder.resolve("elsewhere"));
        Path file = folder.resolve("set.tar");
        BackupSet other = SampleSets.write(elsewhere, "shop", AT.plusSeconds(60), 9_000);
        new SetExport(other, Progress.NONE, new Cancellation()).into(file);
        withEverMoreRoom(_ -> new ArchiveImport(file, repository, Progress.NONE, new Cancellation()).run(), _ -> drop(other.id()));
    }

    @Test void trap51_aSetIsEncryptedAnewOrStaysAsItWas() throws Exception {
        Identity key = Identity.generate();
        repository.pin(good, "before the move");
        good = repository.find(good.id());
        int worked = 0;
        for (int pages = 0; pages <= ENOUGH && worked == 0; pages++) {
            disk.leave(pages);
            try {
                good = new ReEncryption(repository, good, Encryption.to(List.of(key.recipient())), Unlock.with(key), Progress.NONE, new Cancellation()).run();
                worked++;
            } catch (Failure.StorageFailed e) {
                assertThat(e.full()).as(e.getMessage()).isTrue();
                disk.empty();
                assertWhole();
                assertThat(repository.list().sets()).hasSize(1);
            }
            disk.empty();
        }
        assertThat(repository.list().sets()).singleElement().satisfies(set -> assertThat(set.pin()).isPresent());
        assertThat(repository.verify(good, VerificationResult.Depth.DEEP, Unlock.with(key), Progress.NONE, new Cancellation()).problems()).isEmpty();
    }

    @Test void aVerificationTellsWhatItFoundAlsoWhereItCannotBeKept() throws Exception {
        withEverMoreRoom(_ -> assertThat(repository.verify(good, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty(),
                _ -> Files.deleteIfExists(repository.folder().resolve("verified/" + good.id() + ".json")));
    }

    @Test void aPinIsKeptOrRefused() throws Exception {
        int worked = withEverMoreRoom(_ -> repository.pin(good, "before the migration"), _ -> repository.unpin(good));
        assertThat(worked).isEqualTo(ENOUGH);
    }

    /** What makes room must not need any. */
    @Test void setsCanBePrunedAndLeftoversCleanedOnAFullDisk() throws Exception {
        SampleSets.write(repository, "shop", AT.minus(Duration.ofDays(3)), 9_000);
        Path orphan = Files.createDirectory(repository.folder().resolve(".20261122T020000Z-shop-full.00000000deadbeef.partial"));
        Files.write(orphan.resolve("half"), new byte[20_000]);
        repository.verify(good, VerificationResult.Depth.QUICK, Progress.NONE, new Cancellation());
        disk.leave(0);
        Pruning pruning = new Pruning(repository, Clock.fixed(AT.plusSeconds(3_600), ZoneOffset.UTC));
        assertThat(pruning.run("shop", ONE_DAY, Set.of("20261119T020000Z-shop-database"), Progress.NONE, new Cancellation())).hasSize(1);
        disk.leave(0);
        assertThat(new Cleaning(repository).run(Progress.NONE, new Cancellation())).hasSize(1);
        disk.leave(0);
        assertThat(new Cleaning(repository).run(Progress.NONE, new Cancellation())).isEmpty();
        disk.empty();
        assertWhole();
        assertThat(repository.list().sets()).hasSize(1);
        try (Stream<Path> left = Files.list(repository.folder())) {
            assertThat(left.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".partial"))).isEqualTo(List.of());
        }
    }
}
