package dev.lifeboat.engine.repository.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What GNU tar writes is read as it is meant. */
@Timeout(180)
class TarFilesTest {

    @TempDir Path folder;

    @BeforeAll static void gnuTar() throws Exception {
        Process version = new ProcessBuilder("tar", "--version").redirectErrorStream(true).start();
        assumeTrue(new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains("GNU tar"), "the tar on this computer is not GNU tar");
    }

    /** Packs the folder "tree". @param options of tar */
    private Path packed(String... options) throws Exception {
        Path tar = folder.resolve("tree.tar");
        List<String> command = new ArrayList<>(List.of("tar", "--create", "--file=" + tar, "--sort=name", "--directory=" + tree()));
        command.addAll(List.of(options));
        command.add(".");
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return tar;
    }

    private Path tree() throws IOException {
        return Files.createDirectories(folder.resolve("tree"));
    }

    private static List<FileEntry> read(byte[] tar) throws IOException {
        List<FileEntry> files = new ArrayList<>();
        TarFiles.walk(new ByteArrayInputStream(tar), files::add, new Cancellation());
        return files;
    }

    private Path sparse(long at, long length) throws Exception {
        try (var sparse = new RandomAccessFile(tree().resolve("sparse").toFile(), "rw")) {
            sparse.seek(at);
            sparse.write("data".getBytes(StandardCharsets.US_ASCII));
            sparse.setLength(length);
        }
        Path tar = packed("--format=posix", "--sparse");
        assertThat(Files.size(tar)).isLessThan(100_000);
        return tar;
    }

    @Test void aHoleIsHashedAsTheZerosThatItIs() throws Exception {
        Path tar = sparse(10_000_000, 40_000_000);
        List<FileEntry> files = new ArrayList<>();
        Holed copy = new Holed();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
            TarFiles.walk(in, _ -> copy, files::add, new Cancellation());
        }
        assertThat(files).extracting(FileEntry::path).containsExactly(".", "sparse");
        assertThat(files.getLast().size()).isEqualTo(40_000_000);
        // truncate -s 40000000 sparse; printf data | dd of=sparse bs=1 seek=10000000 conv=notrunc; sha256sum sparse
        assertThat(files.getLast().sha256()).contains("ae9af36d70cfddb06e0869db227c97f64d9c5d2610e57804337eacc46dd71183");
        assertThat(copy.holes + copy.data).isEqualTo(40_000_000);
        assertThat(copy.data).as("blocks of the file system").isBetween(4L, 65_536L);
        assertThat(copy.text).isEqualTo("data");

        Cancellation cancelled = new Cancellation();
        assertThatThrownBy(() -> {
            try (InputStream in = Files.newInputStream(tar)) {
                TarFiles.walk(in, _ -> new Cancelling(cancelled), _ -> { }, cancelled);
            }
        }).as("within a hole").isInstanceOf(Failure.Cancelled.class);
    }

    /** More than an int holds, and nothing that is done byte by byte would come to its end. */
    @Test void theHolesOfAVeryLargeFileAreSteppedOver() throws Exception {
        Path tar = sparse(5_000_000_000_000L, 9_000_000_000_000L);
        try (InputStream in = Files.newInputStream(tar)) {
            TarReader reader = new TarReader(in);
            assertThat(reader.nextOrNull().path()).isEqualTo(".");
            assertThat(reader.nextOrNull().size()).isEqualTo(9_000_000_000_000L);
            Holed holes = new Holed();
            reader.content(holes);
            assertThat(holes.holes + holes.data).isEqualTo(9_000_000_000_000L);
            assertThat(holes.text).isEqualTo("data");
            assertThat(reader.nextOrNull()).isNull();
        }
    }

    @Test void longNamesLargeNumbersAndOldTimesAreRead() throws Exception {
        String deep = "d".repeat(90) + "/" + "e".repeat(90);
        Files.createDirectories(tree().resolve(deep));
        Path file = Files.writeString(tree().resolve(deep).resolve("ü".repeat(60)), "hello\n");
        // Java itself cuts the time of such a file to the whole second.
        assertThat(new ProcessBuilder("touch", "--date=1969-12-31T23:59:58.750Z", file.toString()).inheritIO().start().waitFor()).isZero();
        Files.createSymbolicLink(tree().resolve("link"), Path.of(deep + "/" + "ü".repeat(60)));
        for (String format : List.of("posix", "gnu")) {
            List<FileEntry> files = read(Files.readAllBytes(packed("--format=" + format, "--owner=:3000000", "--group=:5")));
            assertThat(files).extracting(FileEntry::path).as(format).containsExactly(".", "d".repeat(90), deep, deep + "/" + "ü".repeat(60), "link");
            assertThat(files.get(3)).satisfies(found -> {
                assertThat(found.uid()).isEqualTo(3_000_000); // more than seven octal digits hold
                assertThat(found.gid()).isEqualTo(5);
                assertThat(found.size()).isEqualTo(6);
                // printf 'hello\n' | sha256sum
                assertThat(found.sha256()).contains("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
                assertThat(found.mtime()).isEqualTo(format.equals("posix") ? Instant.parse("1969-12-31T23:59:58.750Z") : Instant.parse("1969-12-31T23:59:58Z"));
            });
            assertThat(files.getLast().target()).contains(deep + "/" + "ü".repeat(60));
        }
    }

    @Test void aTarThatIsCutOffAnywhereIsRefused() throws Exception {
        Files.writeString(tree().resolve("one"), "x".repeat(700));
        Files.writeString(tree().resolve("two"), "");
        byte[] tar = Files.readAllBytes(packed("--format=posix"));
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        int files = (end + 511) / 512 * 512; // up to the first block of the end
        for (int length = 0; length < files + 512; length += length % 512 == 0 ? 1 : 511) {
            byte[] cut = Arrays.copyOf(tar, length);
            assertThatThrownBy(() -> read(cut)).as("%d of %d bytes", length, files).isInstanceOf(IOException.class);
        }
        assertThat(read(Arrays.copyOf(tar, files + 512))).hasSize(3);
    }

    @Test void aHeadThatDoesNotAddUpIsRefused() throws Exception {
        Files.writeString(tree().resolve("one"), "x");
        byte[] tar = Files.readAllBytes(packed("--format=ustar"));
        for (int at = 0; at < 512; at++) {
            if (at == 154 || at == 155) {
                continue; // what stands behind the sum
            }
            byte[] damaged = tar.clone();
            damaged[512 + at] ^= 4;
            assertThatThrownBy(() -> read(damaged)).as("byte %d", at).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> read("this is no tar, but a text that is long enough to be the head of one ".repeat(30).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class).hasMessageContaining("it is no tar");
    }

    /** Counts what it gets, and keeps what is no zero. */
    private static final class Holed extends OutputStream implements TarFiles.Holes, TarReader.Content {
        private long holes;
        private long data;
        private String text = "";

        @Override public void write(int b) {
            data++;
            text += b == 0 ? "" : (char) b;
        }

        @Override public void data(byte[] bytes, int offset, int length) throws IOException {
            write(bytes, offset, length);
        }

        @Override public void hole(long bytes) {
            holes += bytes;
        }
    }

    /** Cancels when it hears of a hole. */
    private static final class Cancelling extends OutputStream implements TarFiles.Holes {
        private final Cancellation cancellation;

        Cancelling(Cancellation cancellation) {
            this.cancellation = cancellation;
        }

        @Override public void write(int b) {}

        @Override public void hole(long bytes) {
            cancellation.cancel();
        }
    }
}
