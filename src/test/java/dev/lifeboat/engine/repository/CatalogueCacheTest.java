package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.SampleSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** trap57: the catalogue is the manifests; its cache may be lost, damaged or stale at any time. */
class CatalogueCacheTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-11-22T03:00:00.123456789Z"));

    @TempDir Path folder;
    private Path caches;
    private Repository plain;

    @BeforeEach void threeSetsWithTables() throws IOException {
        caches = folder.resolve("caches");
        plain = Repository.openOrCreate(folder.resolve("repository"));
        for (int i = 0; i < 3; i++) {
            write("shop", AT.plusSeconds(86_400L * i), i);
        }
        plain.pin(plain.find("20261122"), "the first");
        plain.verify(plain.find("20261123"), VerificationResult.Depth.QUICK, Progress.NONE, new Cancellation());
    }

    private BackupSet write(String stack, Instant at, int rows) throws IOException {
        var table = new DumpContents.TableContents("public", "orders", rows, "0123456789abcdef".repeat(4));
        var database = SampleSets.database("shop \u00fc", List.of(table), List.of(new DumpContents.SequenceValue("public", "orders_id_seq", rows, true)),
                new DumpContents.LargeObjects(rows, "ab"), Map.of("TABLE", 1L));
        try (RepositoryLock lock = plain.lock("test"); SetWriter writer = plain.begin(lock, Kind.DATABASE, stack, at)) {
            SampleSets.member(writer, MemberPath.ofDump("shop"), 10, 1);
            BackupSet set = writer.complete(SampleSets.manifest(stack, at, List.of(database)));
            return settled(set);
        }
    }

    /** As a set of some age is. */
    private static BackupSet settled(BackupSet set) throws IOException {
        Files.setLastModifiedTime(set.folder().resolve("manifest.json"), LONG_AGO);
        return set;
    }

    private Repository cached() {
        return Repository.open(plain.folder()).cachedIn(caches);
    }

    private Path cacheFile() throws IOException {
        try (Stream<Path> files = Files.list(caches)) {
            return files.toList().getFirst();
        }
    }

    @Test void trap57_listsTheSameWithTheCacheAndWithout() throws IOException {
        Repository.Listing truth = plain.list();
        assertThat(truth.sets()).hasSize(3);
        assertThat(cached().list()).as("filling it").isEqualTo(truth);
        assertThat(cacheFile()).isNotEmptyFile();
        assertThat(cached().list()).as("from it").isEqualTo(truth);
        assertThat(cached().find("latest").manifest()).isEqualTo(truth.sets().getFirst().manifest());
    }

    /** Otherwise every other test here would pass without a cache. */
    @Test void itIsReallyUsed() throws IOException {
        cached().list();
        Path manifest = plain.find("20261122").folder().resolve("manifest.json");
        byte[] bytes = Files.readString(manifest).replace("a label", "a babel").getBytes();
        Files.write(manifest, bytes);
        Files.setLastModifiedTime(manifest, LONG_AGO); // same size, time and file: only the bytes differ
        assertThat(cached().list().sets().getLast().manifest().label()).contains("a label");
        assertThat(cached().find("20261122").manifest().label()).as("whoever works with a set gets what lies there").contains("a babel");
    }

    @Test void trap57_aLostCacheIsMadeAgain() throws IOException {
        cached().list();
        Files.delete(cacheFile());
        assertThat(cached().list()).isEqualTo(plain.list());
        assertThat(cacheFile()).isNotEmptyFile();
    }

    @Test void trap57_aDamagedCacheIsMadeAgain() throws IOException {
        cached().list();
        byte[] good = Files.readAllBytes(cacheFile());
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            if (i % 2 == 0) {
                bad = Arrays.copyOf(good, random.nextInt(good.length));
            } else {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(cacheFile(), bad);
            assertThat(cached().list()).as("damage " + i).isEqualTo(plain.list());
            assertThat(Files.size(cacheFile())).as("made anew").isEqualTo(good.length);
        }
    }

    @Test void trap57_aManifestThatChangedBehindItIsReadAgain() throws IOException {
        cached().list();
        Path manifest = plain.find("20261122").folder().resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("a label", "a babel"));
        assertThat(cached().list()).isEqualTo(plain.list());
        assertThat(cached().list().sets().getLast().manifest().label()).contains("a babel");
        Files.writeString(manifest, "{");
        assertThat(cached().list().unreadable()).hasSize(1);
        Files.delete(manifest);
        assertThat(cached().list().orphans()).hasSize(1);
    }

    @Test void aManifestThatIsStillYoungIsNotKept() throws IOException {
        Path manifest = plain.find("20261122").folder().resolve("manifest.json");
        Files.setLastModifiedTime(manifest, FileTime.from(Instant.now()));
        cached().list();
        byte[] bytes = Files.readString(manifest).replace("a label", "a babel").getBytes();
        FileTime same = Files.getLastModifiedTime(manifest);
        Files.write(manifest, bytes);
        Files.setLastModifiedTime(manifest, same);
        assertThat(cached().list().sets().getLast().manifest().label()).contains("a babel");
    }

    @Test void setsThatComeAndGoAreSeen() throws IOException {
        cached().list();
        BackupSet more = write("shop", AT.plusSeconds(900_000), 9);
        FolderTree.delete(plain.find("20261122").folder());
        assertThat(cached().list().sets()).extracting(BackupSet::id).startsWith(more.id()).hasSize(3);
        assertThat(cached().list()).isEqualTo(plain.list());
    }

    @Test void aFolderThatCannotBeWrittenIsDoneWithout() throws IOException {
        Files.writeString(caches, "a file in its place");
        assertThat(cached().list()).isEqualTo(plain.list());
    }

    @Test void aCopyOfTheRepositoryHasItsOwn() throws IOException {
        cached().list();
        Path copy = folder.resolve("copy");
        assertThat(copy(plain.folder(), copy)).isZero();
        Path label = copy.resolve(plain.find("20261122").id()).resolve("manifest.json");
        Files.writeString(label, Files.readString(label).replace("a label", "a babel"));
        Files.setLastModifiedTime(label, LONG_AGO);
        assertThat(Repository.open(copy).cachedIn(caches).list()).isEqualTo(Repository.open(copy).list());
        assertThat(caches.toFile().list()).hasSize(2);
    }

    private static int copy(Path from, Path to) throws IOException {
        try {
            return new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Lists fifty times, the cache deleted now and then; prints how often the listing was not the truth. */
    static final class Lister {
        public static void main(String[] arguments) throws IOException {
            Repository repository = Repository.open(Path.of(arguments[0]));
            int wrong = 0;
            for (int i = 0; i < 50; i++) {
                Repository cached = repository.cachedIn(Path.of(arguments[1]));
                if (!cached.list().equals(repository.list())) {
                    wrong++;
                }
                if (i % 7 == 0) {
                    try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
                        for (Path file : files.toList()) {
                            Files.deleteIfExists(file);
                        }
                    }
                }
            }
            System.out.println("wrong " + wrong);
        }
    }

    @Test void trap57_twoProcessesShareIt() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            children.add(ChildJvm.start(Lister.class, plain.folder().toString(), caches.toString()));
        }
        for (ChildJvm child : children) {
            assertThat(child.line()).isEqualTo("wrong 0");
            child.close();
        }
    }
}
