package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileIndex;
import dev.lifeboat.engine.repository.files.TarFiles;
import dev.lifeboat.engine.stack.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetVolumesTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir Path folder;

    private static byte[] tar(String... namesAndContents) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry(namesAndContents[i]);
                entry.setSize(content.length);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** A set whose tar is the one and whose index is that of the other. */
    private BackupSet set(byte[] tar, byte[] indexed) throws IOException {
        List<FileEntry> files = new ArrayList<>();
        TarFiles.walk(new ByteArrayInputStream(indexed), files::add, new Cancellation());
        return made(tar, files);
    }

    private BackupSet made(byte[] tar, List<FileEntry> files) throws IOException {
        Repository repository = Repository.openOrCreate(folder.resolve("repository"));
        try (RepositoryLock lock = repository.lock("test"); SetWriter writer = repository.begin(lock, Kind.VOLUMES, "shop", AT)) {
            try (MemberWriter member = writer.member(MemberPath.ofVolume("files"), 3, 0); MemberWriter index = writer.member(MemberPath.ofIndex("files"), 3, 0)) {
                member.write(tar);
                for (FileEntry file : files) {
                    FileIndex.write(file, index);
                }
                member.finish();
                index.finish();
            }
            var volume = new DockerRecord.VolumeRecord("files", MemberPath.ofVolume("files"), MemberPath.ofIndex("files"), "tar", files.size(), 10, AT, AT);
            return writer.complete(new Manifest(Manifest.FORMAT_VERSION, "", Kind.VOLUMES, "shop", Environment.DEVELOPMENT, Optional.empty(), AT, AT, 1, "0",
                    new Manifest.ServerRecord("h", 1, "", 0, ""), "", List.of(), List.of(), List.of(), Map.of(), Optional.empty(), Optional.empty(),
                    Optional.of(new DockerRecord("20", List.of(volume), Optional.empty()))));
        }
    }

    private VolumeDiff diff(BackupSet left, BackupSet right) {
        List<VolumeDiff> diffs = VolumeDiff.of(new SetVolumes(left), new SetVolumes(right), new Cancellation());
        assertThat(diffs).hasSize(1);
        return diffs.getFirst();
    }

    private BackupSet set(byte[] tar) throws IOException {
        return set(tar, tar);
    }

    @Test void twoSetsAreComparedByPathWhateverTheOrderOfTheirFiles() throws Exception {
        BackupSet left = set(tar("./a", "one", "./b", "two", "./c", "three", "./d", "four"));
        assertThat(diff(left, set(tar("./d", "four", "./c", "three", "./b", "two", "./a", "one"))).same()).isTrue();
        VolumeDiff diff = diff(left, set(tar("./d", "four", "./b", "TWO", "./e", "five", "./a", "one")));
        assertThat(diff.same()).isFalse();
        assertThat(List.of(diff.equal(), diff.added(), diff.removed(), diff.changed())).containsExactly(2L, 1L, 1L, 1L);
        assertThat(diff.differences()).extracting(VolumeDiff.Difference::path).containsExactly("b", "c", "e");
        assertThat(diff.differences().getFirst().left().orElseThrow().differences(diff.differences().getFirst().right().orElseThrow())).startsWith("content ");
        assertThat(diff.differences().get(1).right()).isEmpty();
        assertThat(diff.differences().get(2).left()).isEmpty();
        assertThat(diff.more()).isZero();
    }

    @Test void manyFilesInTheOtherOrderAreComparedInParts() throws Exception {
        BackupSet left = numbered(24_000, false);
        BackupSet right = numbered(24_000, true);
        VolumeDiff diff = VolumeDiff.of(new SetVolumes(left), new SetVolumes(right), 2_000, new Cancellation()).getFirst();
        assertThat(diff.equal()).isEqualTo(12_000);
        assertThat(diff.changed()).isEqualTo(12_000);
        assertThat(diff.differences()).hasSize(VolumeDiff.MOST).isSortedAccordingTo(java.util.Comparator.comparing(VolumeDiff.Difference::path));
        assertThat(diff.differences().getFirst().path()).isEqualTo("f0");
        assertThat(diff.more()).isEqualTo(2_000);
    }

    /** So many files; the other way round, every second is another one. */
    private BackupSet numbered(int files, boolean otherWay) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            int number = otherWay ? files - 1 - i : i;
            entries.add(new FileEntry("f" + number, FileEntry.Type.FILE, otherWay && number % 2 == 0 ? 2 : 1, 0644, 0, 0, AT, Optional.empty(), Optional.of("0"), Map.of()));
        }
        return made(tar("./a", "one"), entries);
    }

    private List<String> problems(BackupSet set) {
        Repository repository = Repository.open(folder.resolve("repository"));
        return repository.verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems();
    }

    @Test void deepVerificationFindsATarThatIsNotAsItsIndexSays() throws Exception {
        assertThat(problems(set(tar("./a", "one", "./b", "two"), tar("./a", "one", "./b", "two")))).isEmpty();
        assertThat(problems(set(tar("./a", "one", "./b", "TWO"), tar("./a", "one", "./b", "two")))).singleElement().asString().contains("b content");
        assertThat(problems(set(tar("./a", "one"), tar("./a", "one", "./b", "two")))).hasSize(2).anyMatch(problem -> problem.contains("has 1 files instead of 2"));
        assertThat(problems(set(tar("./a", "one", "./c", "x"), tar("./a", "one")))).anyMatch(problem -> problem.contains("c is not in the index"));
        byte[] cut = java.util.Arrays.copyOf(tar("./a", "one", "./b", "two"), 1600);
        assertThat(problems(set(cut, tar("./a", "one", "./b", "two")))).isNotEmpty();
    }

    @Test void aTarThatLeadsOutOfTheFolderIsNotFollowed() throws Exception {
        BackupSet set = set(tar("../../evil", "x"), tar("../../evil", "x"));
        SetVolumes volumes = new SetVolumes(set);
        assertThatThrownBy(() -> volumes.extract(volumes.volume(Optional.empty()), ".", folder.resolve("in/here"), new Cancellation()))
                .hasMessageContaining("outside");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test void aWholeFolderIsTakenOut() throws Exception {
        BackupSet set = set(tar("./d/a", "one", "./d/e/b", "two", "./dx", "no"), tar("./d/a", "one", "./d/e/b", "two", "./dx", "no"));
        SetVolumes volumes = new SetVolumes(set);
        Path into = folder.resolve("into");
        assertThat(volumes.extract(volumes.volume(Optional.of("files")), "d", into, new Cancellation())).containsExactly(into.resolve("d/a"), into.resolve("d/e/b"));
        assertThat(into.resolve("d/e/b")).hasContent("two");
    }

    @Test void severalFilesLieAsTheyDoBelowTheFolderTheyHaveInCommon() throws Exception {
        byte[] tar = tar("./d/a", "one", "./d/e/b", "two", "./d/e/c", "three", "./f", "no");
        SetVolumes volumes = new SetVolumes(set(tar, tar));
        Path into = folder.resolve("into");
        assertThat(volumes.extract(volumes.volume(Optional.empty()), List.of("d/e/c", "d/a"), into, Progress.NONE, new Cancellation()))
                .containsExactly(into.resolve("a"), into.resolve("e/c"));
        assertThat(into.resolve("e/c")).hasContent("three");
        assertThat(into.resolve("e/b")).doesNotExist();
    }

    @Test void nothingIsReplacedAndNothingIsLeftOfWhatDidNotFit() throws Exception {
        byte[] tar = tar("./d/a", "one", "./d/e/b", "two", "./d/z", "three");
        SetVolumes volumes = new SetVolumes(set(tar, tar));
        Path into = Files.createDirectories(folder.resolve("into"));
        Files.createDirectories(into.resolve("d"));
        Files.writeString(into.resolve("d/z"), "mine");
        assertThatThrownBy(() -> volumes.extract(volumes.volume(Optional.empty()), "d", into, new Cancellation()))
                .isInstanceOf(Failure.BadInput.class).hasMessageContaining("d/z is there already");
        assertThat(into.resolve("d/z")).hasContent("mine");
        assertThat(into.resolve("d/a")).doesNotExist();
        assertThat(into.resolve("d/e")).doesNotExist();
    }

    @Test void aLinkInTheFolderDoesNotLeadOutOfIt() throws Exception {
        byte[] tar = tar("./d/a", "one");
        SetVolumes volumes = new SetVolumes(set(tar, tar));
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path into = Files.createDirectories(folder.resolve("into"));
        Files.createSymbolicLink(into.resolve("d"), elsewhere);
        assertThatThrownBy(() -> volumes.extract(volumes.volume(Optional.empty()), "d", into, new Cancellation())).hasMessageContaining("leads out of the folder");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test void aStoppedExtractionLeavesNothing() throws Exception {
        byte[] tar = tar("./a", "one", "./b", "two");
        SetVolumes volumes = new SetVolumes(set(tar, tar));
        Path into = folder.resolve("into");
        var cancellation = new Cancellation();
        var afterTheFirst = new Progress() {
            @Override public void phase(String name, long total, Unit unit) {
                assertThat(total).isEqualTo(6);
            }

            @Override public void advance(long amount) {
                cancellation.cancel();
            }

            @Override public void item(String name) {}

            @Override public void note(String line) {}
        };
        assertThatThrownBy(() -> volumes.extract(volumes.volume(Optional.empty()), List.of("."), into, afterTheFirst, cancellation)).isInstanceOf(Failure.Cancelled.class);
        assertThat(into).isEmptyDirectory();
    }

    @Test void aHardLinkAloneGetsTheContentOfTheFileItNames() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            var file = new TarArchiveEntry("./x/first");
            file.setSize(3);
            tar.putArchiveEntry(file);
            tar.write("abc".getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
            for (String name : List.of("./y/second", "./y/third")) {
                var link = new TarArchiveEntry(name, TarArchiveEntry.LF_LINK);
                link.setLinkName("./x/first");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        }
        SetVolumes volumes = new SetVolumes(set(bytes.toByteArray(), bytes.toByteArray()));
        Path into = folder.resolve("into");
        assertThat(volumes.extract(volumes.volume(Optional.empty()), "y", into, new Cancellation())).containsExactly(into.resolve("y/second"), into.resolve("y/third"));
        assertThat(into.resolve("y/second")).hasContent("abc");
        assertThat(into.resolve("y/third")).hasContent("abc");
        assertThat(into.resolve("x")).doesNotExist();
    }

    @Test void filesAreListedAsFarAsOneLooks() throws Exception {
        byte[] tar = tar("./a", "one", "./d/b", "two", "./d/c", "three");
        SetVolumes volumes = new SetVolumes(set(tar, tar));
        try (FileListing listing = volumes.list(volumes.volume(Optional.empty()))) {
            assertThat(listing.next(entry -> entry.path().startsWith("d/"), 1, 10, new Cancellation())).extracting(FileEntry::path).containsExactly("d/b");
            assertThat(listing.passed()).isEqualTo(2);
            assertThat(listing.next(_ -> true, 10, 1, new Cancellation())).extracting(FileEntry::path).containsExactly("d/c");
            assertThat(listing.ended()).isFalse();
            assertThat(listing.next(_ -> true, 10, 10, new Cancellation())).isEmpty();
            assertThat(listing.ended()).isTrue();
            assertThat(listing.passed()).isEqualTo(3);
        }
    }
}
