package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileIndex;
import dev.lifeboat.engine.repository.files.TarFiles;
import dev.lifeboat.engine.stack.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        Repository repository = Repository.openOrCreate(folder.resolve("repository"));
        List<FileEntry> files = new ArrayList<>();
        TarFiles.walk(new ByteArrayInputStream(indexed), files::add);
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
}
