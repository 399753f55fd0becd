package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.testing.SampleSets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A set leaves as one tar and comes back; what is not exactly a whole set is refused and leaves nothing behind. */
@Timeout(120)
class SetArchiveTest {

    private static final String GLOBALS = "databases/globals.sql.zst";

    @TempDir Path folder;
    private BackupSet set;
    private Path tar;
    private Repository there;
    private Set<String> before;

    @BeforeEach void export() throws IOException {
        set = SampleSets.write(Repository.openOrCreate(folder.resolve("here")), "shop", Instant.parse("2026-11-22T02:00:00Z"), 400_000);
        tar = folder.resolve("shop.tar");
        assertThat(new SetExport(set, Progress.NONE, new Cancellation()).into(tar)).isEqualTo(Files.size(tar));
        there = Repository.openOrCreate(folder.resolve("there"));
        there.lock("before").close();
        before = FolderTree.files(there.folder());
    }

    private ArchiveImport.Imported take(Path file) {
        return new ArchiveImport(file, there, Progress.NONE, new Cancellation()).run();
    }

    private static int run(Path in, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    /** One entry of a tar to be written: what the stock tool would never write, too. */
    private record Entry(TarArchiveEntry head, byte[] content) {
        static Entry file(String name, byte[] content) {
            TarArchiveEntry head = new TarArchiveEntry(name, true);
            head.setSize(content.length);
            return new Entry(head, content);
        }

        static Entry link(String name, byte type, String to) {
            TarArchiveEntry head = new TarArchiveEntry(name, type);
            head.setLinkName(to);
            return new Entry(head, new byte[0]);
        }

        Entry called(String name) {
            return file(name, content);
        }
    }

    private List<Entry> entries() throws IOException {
        List<Entry> all = new ArrayList<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                all.add(Entry.file(entry.getName(), in.readAllBytes()));
            }
        }
        return all;
    }

    private Path written(List<Entry> entries) throws IOException {
        Path file = folder.resolve("other.tar");
        try (OutputStream out = Files.newOutputStream(file); TarArchiveOutputStream to = new TarArchiveOutputStream(out)) {
            for (Entry entry : entries) {
                to.putArchiveEntry(entry.head());
                to.write(entry.content());
                to.closeArchiveEntry();
            }
        }
        return file;
    }

    private Path changed(UnaryOperator<List<Entry>> change) throws IOException {
        return written(change.apply(entries()));
    }

    private void refused(Path file, String why) throws IOException {
        assertThatThrownBy(() -> take(file)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining(why);
        assertThat(FolderTree.files(there.folder())).isEqualTo(before);
        try (Stream<Path> left = Files.list(there.folder())) {
            assertThat(left.filter(path -> path.getFileName().toString().contains("shop"))).isEmpty();
        }
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    private static List<Entry> with(List<Entry> entries, Entry one) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(1, one);
        return more;
    }

    @Test void theStockToolsUnpackAndCheckIt() throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        assertThat(run(out, "tar", "-xf", tar.toString())).isZero();
        Path unpacked = out.resolve(set.id());
        assertThat(run(unpacked, "sha256sum", "--strict", "-c", "SHA256SUMS")).isZero();
        assertThat(FolderTree.files(unpacked)).isEqualTo(FolderTree.files(set.folder()));
        for (String path : FolderTree.files(unpacked)) {
            assertThat(unpacked.resolve(path)).hasSameBinaryContentAs(set.folder().resolve(path));
        }
        assertThat(entries().stream().map(entry -> entry.head().getName())).containsExactly(set.id() + "/" + GLOBALS, set.id() + "/RESTORE.md",
                set.id() + "/SHA256SUMS", set.id() + "/manifest.json");
    }

    @Test void comesBackAsTheSameSet() throws Exception {
        ArchiveImport.Imported imported = take(tar);
        assertThat(imported.alreadyThere()).isFalse();
        assertThat(imported.set().manifest()).isEqualTo(set.manifest());
        assertThat(there.list().sets()).containsExactly(imported.set());
        assertThat(there.list().orphans()).isEmpty();
        assertThat(imported.set().verified().orElseThrow().ok()).isTrue();
        assertThat(there.verify(imported.set(), VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty();
        assertThat(take(tar).alreadyThere()).isTrue();
        assertThat(there.list().sets()).hasSize(1);
    }

    @Test void alsoWhenAPersonPackedItWithTar() throws Exception {
        Path byHand = folder.resolve("by hand.tar");
        assertThat(run(set.folder().getParent(), "tar", "-cf", byHand.toString(), "./" + set.id())).isZero();
        assertThat(take(byHand).set().manifest()).isEqualTo(set.manifest());
    }

    @Test void anotherSetOfThatNameIsKept() throws Exception {
        Path members = take(tar).set().folder().resolve(GLOBALS);
        byte[] bytes = Files.readAllBytes(members);
        bytes[5000] ^= 1;
        Files.write(members, bytes);
        assertThatThrownBy(() -> take(tar)).isInstanceOf(Failure.VerificationFailed.class).hasMessageContaining("differs");
        assertThat(members).hasBinaryContent(bytes);
        assertThat(there.list().orphans()).isEmpty();
    }

    @Test void namesThatLeadOutOfTheSetAreRefused() throws Exception {
        String away = set.id() + "/../../evil";
        byte[] content = {1};
        for (String name : List.of("../evil", "../" + set.id() + "/evil", away, folder.resolve("evil").toString(), set.id() + "/databases/../../evil", set.id() + "/..",
                set.id() + "//evil", set.id() + "/evil.", set.id() + "/C:\\evil", "..\\evil", "evil", ".hidden/evil", set.id() + "/.hidden")) {
            refused(changed(all -> with(all, Entry.file(name, content))), "does not belong to the set");
        }
        refused(written(List.of(Entry.file("../evil", content))), "does not belong to a set");
    }

    @Test void linksAndDevicesAreRefused() throws Exception {
        for (Entry entry : List.of(Entry.link(set.id() + "/evil", TarConstants.LF_SYMLINK, "/etc/passwd"), Entry.link(set.id() + "/evil", TarConstants.LF_LINK, "manifest.json"),
                Entry.link(set.id() + "/evil", TarConstants.LF_FIFO, ""), Entry.link(set.id() + "/evil", TarConstants.LF_CHR, ""))) {
            refused(changed(all -> with(all, entry)), "is no plain file");
        }
    }

    @Test void whatIsNotTheWholeSetIsRefused() throws Exception {
        refused(changed(all -> with(all, Entry.file(set.id() + "/extra.txt", new byte[] {1}))), "extra.txt does not belong to the set");
        refused(changed(all -> with(all, all.getFirst())), "has " + GLOBALS + " twice");
        refused(changed(all -> all.subList(1, 4)), GLOBALS + " is missing");
        refused(changed(all -> all.subList(0, 3)), "has no manifest.json");
        refused(changed(all -> Stream.of(all.get(0), all.get(2), all.get(3)).toList()), "RESTORE.md is missing");
        refused(changed(all -> all.stream().map(entry -> entry.called(entry.head().getName().replace("shop", "ship"))).toList()), "The manifest is that of set " + set.id());
        refused(changed(all -> {
            all.getFirst().content()[200_000] ^= 1;
            return all;
        }), GLOBALS + " has changed");
        refused(changed(all -> {
            String manifest = new String(all.getLast().content(), StandardCharsets.UTF_8).replace("\"" + GLOBALS + "\"", "\"../evil\"");
            return Stream.concat(all.subList(0, 3).stream(), Stream.of(Entry.file(set.id() + "/manifest.json", manifest.getBytes(StandardCharsets.UTF_8)))).toList();
        }), "a member outside the set");
        refused(written(List.of()), "it is empty");
        refused(Files.writeString(folder.resolve("letter.tar"), "Dear John, ".repeat(200)), "");
        assertThatThrownBy(() -> take(folder.resolve("nowhere.tar"))).isInstanceOf(Failure.NotFound.class);
    }

    @Test void aTarThatIsCutAnywhereIsRefused() throws Exception {
        byte[] all = Files.readAllBytes(tar);
        int end = new String(all, StandardCharsets.ISO_8859_1).lastIndexOf('}');
        for (int cut : List.of(0, 1, 511, 512, 700, 100_000, 400_000, end - 4000, end - 512, end - 1)) {
            Path file = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(all, cut));
            refused(file, "cut.tar was not imported");
        }
    }

    @Test void aFlippedBitIsRefusedOrTouchesNoMember() throws Exception {
        byte[] all = Files.readAllBytes(tar);
        Random random = new Random(7);
        Path file = folder.resolve("flipped.tar");
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] flipped = all.clone();
            int at = i % 2 == 0 ? random.nextInt(512) : random.nextInt(all.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            try {
                BackupSet taken = take(file).set();
                assertThat(taken.folder().resolve(GLOBALS)).as("bit in byte %d", at).hasSameBinaryContentAs(set.folder().resolve(GLOBALS));
                FolderTree.delete(taken.folder());
                Files.delete(there.folder().resolve("verified").resolve(set.id() + ".json"));
            } catch (Failure.SetDamaged _) {
                refused++;
            }
            assertThat(FolderTree.files(there.folder())).isEqualTo(before);
        }
        // All 512 bytes of a header are under its checksum, and nearly all the rest is the one member.
        assertThat(refused).isGreaterThan(150);
    }

    @Test void aDamagedSetIsNotExported() throws Exception {
        Path other = folder.resolve("second.tar");
        Path member = set.folder().resolve(GLOBALS);
        byte[] good = Files.readAllBytes(member);
        byte[] bad = good.clone();
        bad[77] ^= 1;
        Files.write(member, bad);
        assertThatThrownBy(() -> new SetExport(set, Progress.NONE, new Cancellation()).into(other)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining(GLOBALS);
        Files.write(member, good);
        Files.writeString(set.folder().resolve("SHA256SUMS"), "nonsense");
        assertThatThrownBy(() -> new SetExport(set, Progress.NONE, new Cancellation()).into(other)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining("SHA256SUMS");
        Files.delete(member);
        assertThatThrownBy(() -> new SetExport(set, Progress.NONE, new Cancellation()).into(other)).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining("is missing");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("here", "there", "shop.tar");
        }
    }

    @Test void nothingIsOverwritten() throws Exception {
        byte[] content = Files.readAllBytes(tar);
        assertThatThrownBy(() -> new SetExport(set, Progress.NONE, new Cancellation()).into(tar)).isInstanceOf(Failure.BadInput.class);
        assertThat(tar).hasBinaryContent(content);
    }

    @Test void aCancelLeavesNothing() throws Exception {
        for (boolean importing : List.of(true, false)) {
            Cancellation cancellation = new Cancellation();
            Progress cancelling = new Progress() {
                @Override public void phase(String name, long total, Unit unit) {}
                @Override public void advance(long amount) {
                    cancellation.cancel();
                }
                @Override public void item(String name) {}
                @Override public void note(String line) {}
            };
            assertThatThrownBy(() -> {
                if (importing) {
                    new ArchiveImport(tar, there, cancelling, cancellation).run();
                } else {
                    new SetExport(set, cancelling, cancellation).into(folder.resolve("second.tar"));
                }
            }).isInstanceOf(Failure.Cancelled.class);
        }
        assertThat(FolderTree.files(there.folder())).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("here", "there", "shop.tar");
        }
    }

    @Test void anotherWriterKeepsItOut() {
        try (var _ = there.lock("a test")) {
            assertThatThrownBy(() -> take(tar)).isInstanceOf(Failure.RepositoryLocked.class);
        }
    }
}
