package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.testing.Mounts;
import dev.lifeboat.testing.SampleSets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RepositoryTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir Path folder;
    private Repository repository;

    @BeforeEach void make() {
        repository = Repository.openOrCreate(folder.resolve("repository"));
    }

    private static int run(Path in, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    @Test void aSetHasTheLayoutOfTheManualAndStockToolsAcceptIt() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 100_000);
        assertThat(set.id()).isEqualTo("20261122T020000Z-shop-database");
        assertThat(FolderTree.files(set.folder())).containsExactly("RESTORE.md", "SHA256SUMS", "databases/globals.sql.zst", "manifest.json");
        assertThat(run(set.folder(), "sha256sum", "--strict", "-c", "SHA256SUMS")).isZero();
        assertThat(run(set.folder(), "zstd", "-t", "databases/globals.sql.zst")).isZero();
        byte[] expected = new byte[100_000];
        new java.util.Random(AT.getEpochSecond()).nextBytes(expected);
        Process zstd = new ProcessBuilder("zstd", "-dc", "databases/globals.sql.zst").directory(set.folder().toFile()).start();
        assertThat(zstd.getInputStream().readAllBytes()).isEqualTo(expected);
        assertThat(set.manifest().members()).singleElement().satisfies(member -> {
            assertThat(member.rawBytes()).isEqualTo(100_000);
            assertThat(member.sizeBytes()).isEqualTo(Files.size(set.folder().resolve("databases/globals.sql.zst")));
        });
        assertThat(Repository.read(set.folder())).isEqualTo(set);
        assertThat(repository.find("latest")).isEqualTo(set);
    }

    @Test void twoSetsOfOneSecondGetDifferentIds() {
        SampleSets.write(repository, "shop", AT, 10);
        assertThat(SampleSets.write(repository, "shop", AT, 10).id()).isEqualTo("20261122T020000Z-shop-database-2");
        assertThat(SampleSets.write(repository, "shop", AT, 10).id()).isEqualTo("20261122T020000Z-shop-database-3");
        assertThat(repository.list().sets()).hasSize(3);
    }

    @Test void findsByIdAndUniquePrefix() {
        BackupSet old = SampleSets.write(repository, "shop", AT, 10);
        BackupSet young = SampleSets.write(repository, "shop", AT.plusSeconds(86_400), 10);
        assertThat(repository.find("20261122").id()).isEqualTo(old.id());
        assertThat(repository.find("latest").id()).isEqualTo(young.id());
        assertThat(repository.find(young.id()).id()).isEqualTo(young.id());
        assertThatThrownBy(() -> repository.find("2026")).isInstanceOf(Failure.NotFound.class).hasMessageContaining("2 sets");
        assertThatThrownBy(() -> repository.find("x")).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> repository.find("")).isInstanceOf(Failure.NotFound.class);
    }

    @Test void whatIsBeingWrittenIsNoSetAndNoOrphan() {
        try (RepositoryLock lock = repository.lock("test"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", AT)) {
            SampleSets.member(writer, MemberPath.GLOBALS, 10, 1);
            assertThat(repository.list()).isEqualTo(new Repository.Listing(List.of(), List.of(), List.of()));
        }
        assertThat(repository.list()).isEqualTo(new Repository.Listing(List.of(), List.of(), List.of()));
        assertThat(repository.folder()).isDirectoryNotContaining("glob:**/.2026*");
    }

    @Test void aMemberThatIsNotFinishedIsThrownAway() throws Exception {
        try (RepositoryLock lock = repository.lock("test"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", AT)) {
            try (MemberWriter member = writer.member(MemberPath.ofDump("a"), 3, 2)) {
                member.write(new byte[5_000_000]);
            }
            SampleSets.member(writer, MemberPath.GLOBALS, 10, 1);
            assertThat(FolderTree.files(writer.folder())).containsExactly("databases/globals.sql.zst");
            assertThat(writer.complete(SampleSets.manifest("shop", AT, List.of())).manifest().members()).hasSize(1);
        }
    }

    @Test void damagedManifestsAreNamedAndHideNothing() throws Exception {
        BackupSet good = SampleSets.write(repository, "good", AT, 10);
        Path notJson = SampleSets.write(repository, "notjson", AT, 10).folder().resolve("manifest.json");
        Files.writeString(notJson, "<html>");
        Path cut = SampleSets.write(repository, "cut", AT, 10).folder().resolve("manifest.json");
        Files.writeString(cut, Files.readString(cut).substring(0, 200));
        Path newer = SampleSets.write(repository, "newer", AT, 10).folder().resolve("manifest.json");
        Files.writeString(newer, "{\"formatVersion\": 3, \"all\": \"else is different\"}");
        Path missing = SampleSets.write(repository, "missing", AT, 10).folder().resolve("manifest.json");
        Files.writeString(missing, Files.readString(missing).replace("\"startedAt\"", "\"stortedAt\""));
        Path outside = SampleSets.write(repository, "outside", AT, 10).folder().resolve("manifest.json");
        Files.writeString(outside, Files.readString(outside).replace("databases/globals.sql.zst", "../../etc/passwd"));
        BackupSet renamed = SampleSets.write(repository, "renamed", AT, 10);
        Files.move(renamed.folder(), renamed.folder().resolveSibling("20261122T020000Z-other-database"));
        Files.createDirectory(repository.folder().resolve("20261122T020000Z-halfcopied-database"));
        Files.createDirectory(repository.folder().resolve("my holiday pictures"));

        Repository.Listing listing = repository.list();
        assertThat(listing.sets()).extracting(BackupSet::id).containsExactly(good.id());
        assertThat(listing.orphans()).extracting(path -> path.getFileName().toString()).containsExactly("20261122T020000Z-halfcopied-database");
        assertThat(listing.unreadable()).hasSize(6);
        assertThat(why(listing, "notjson")).contains("manifest.json", "line 1");
        assertThat(why(listing, "cut")).contains("cannot be read");
        assertThat(why(listing, "newer")).contains("newer Lifeboat (format 3");
        assertThat(why(listing, "missing")).contains("startedAt");
        assertThat(why(listing, "outside")).contains("outside the set");
        assertThat(why(listing, "other")).contains("20261122T020000Z-renamed-database");
        assertThatThrownBy(() -> Repository.read(notJson.getParent())).isInstanceOf(Failure.SetDamaged.class);
        assertThatThrownBy(() -> Repository.read(folder)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining("not a complete backup set");
    }

    private static String why(Repository.Listing listing, String stack) {
        return listing.unreadable().stream().filter(one -> one.folder().toString().contains("-" + stack + "-")).findFirst().orElseThrow().why();
    }

    @Test void missingOrForeignFoldersAreRefused() throws Exception {
        assertThatThrownBy(() -> Repository.open(folder.resolve("none"))).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("does not exist");
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        assertThatThrownBy(() -> Repository.open(foreign)).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("is not a repository");
        Files.writeString(foreign.resolve("letter.txt"), "Dear John");
        assertThatThrownBy(() -> Repository.openOrCreate(foreign)).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("holds other things");
        assertThat(FolderTree.files(foreign)).containsExactly("letter.txt");
        Files.writeString(foreign.resolve("lifeboat-repository.json"), "{\"formatVersion\":2,\"id\":\"x\",\"created\":\"2026-11-22T02:00:00Z\"}");
        assertThatThrownBy(() -> Repository.open(foreign)).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("newer Lifeboat");
        Files.writeString(foreign.resolve("lifeboat-repository.json"), "nonsense");
        assertThatThrownBy(() -> Repository.open(foreign)).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("cannot be read");
        assertThat(Repository.openOrCreate(repository.folder()).id()).isEqualTo(repository.id());
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> Repository.openOrCreate(file.resolve("below"))).isInstanceOf(Failure.NoRepository.class);
    }

    @Test void aReadOnlyRepositoryCanBeReadAndNothingElse() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 10);
        Path view = Files.createDirectory(folder.resolve("view"));
        assumeTrue(Mounts.readOnlyView(repository.folder(), view), "needs the right to mount");
        try {
            Repository readOnly = Repository.open(view);
            assertThat(readOnly.list().sets()).extracting(BackupSet::id).containsExactly(set.id());
            assertThat(readOnly.verify(readOnly.find("latest"), VerificationResult.Depth.QUICK, Progress.NONE, new Cancellation()).problems()).isEmpty();
            assertThatThrownBy(() -> readOnly.lock("test")).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("cannot be written");
            assertThatThrownBy(() -> Repository.openOrCreate(view.resolve("new"))).isInstanceOf(Failure.NoRepository.class);
        } finally {
            Mounts.unmount(view);
        }
    }

    @Test void aFullDiskFailsTheSetAndLeavesNothing() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(Mounts.tmpfs(small, "4m"), "needs the right to mount");
        try {
            Repository full = Repository.openOrCreate(small);
            assertThatThrownBy(() -> SampleSets.write(full, "shop", AT, 8_000_000))
                    .isInstanceOfSatisfying(Failure.StorageFailed.class, failure -> assertThat(failure.full()).isTrue())
                    .hasMessageContaining("no space left");
            assertThat(full.list()).isEqualTo(new Repository.Listing(List.of(), List.of(), List.of()));
            try (Stream<Path> left = Files.list(small)) {
                assertThat(left.filter(Files::isDirectory)).isEmpty();
            }
            assertThat(SampleSets.write(full, "shop", AT, 1_000_000)).isNotNull();
        } finally {
            Mounts.unmount(small);
        }
    }

    @Test void theInstructionsNameTheVeryCommands() throws Exception {
        String name = "it's \"a\" $(test)/🚀";
        try (RepositoryLock lock = repository.lock("test"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", AT)) {
            SampleSets.member(writer, MemberPath.GLOBALS, 10, 1);
            Manifest.Member dump = SampleSets.member(writer, MemberPath.ofDump(name), 10, 1);
            assertThat(dump.path()).isEqualTo("databases/it%27s%20%22a%22%20%24%28test%29%2F%F0%9F%9A%80.dump.zst");
            BackupSet set = writer.complete(SampleSets.manifest("shop", AT, List.of(SampleSets.database(name, List.of(), List.of(), DumpContents.LargeObjects.NONE, Map.of()))));
            assertThat(Files.readString(set.folder().resolve("RESTORE.md"), StandardCharsets.UTF_8))
                    .contains("zstd -dc " + dump.path() + " | pg_restore --create --exit-on-error --dbname=postgres")
                    .contains("psql -d 'it'\\''s \"a\" $(test)/🚀' -c ANALYZE")
                    .contains("sha256sum -c SHA256SUMS").contains("ON_ERROR_STOP=1");
        }
    }

    @Test
    void aManifestFromBeforeThereWereBaseBackupsIsRead(@TempDir Path elsewhere) throws IOException {
        BackupSet set = SampleSets.write(Repository.openOrCreate(elsewhere.resolve("old")), "shop", Instant.parse("2026-11-22T02:00:00Z"), 100);
        Path manifest = set.folder().resolve("manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).contains("\"base\" : null");
        Files.writeString(manifest, text.replaceFirst(",\\s*\"base\" : null", ""));
        assertThat(Repository.read(set.folder()).manifest().base()).isEmpty();
    }
}
