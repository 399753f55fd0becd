package dev.lifeboat.engine.repository.files;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.job.Cancellation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The index of a volume's tar: a line of JSON per file, in the tar's order. */
public final class FileIndex {

    private FileIndex() {}

    /** Adds a line. */
    public static void write(FileEntry entry, OutputStream index) throws IOException {
        index.write((Json.line(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Compares a tar, which is read to its end, with what an index says. @return what differs, no more than {@code most} and a word; empty when nothing does */
    public static List<String> differences(Reader expected, InputStream tar, int most, Cancellation cancellation) throws IOException {
        List<String> problems = new ArrayList<>();
        TarFiles.walk(tar, found -> {
            FileEntry entry = expected.nextOrNull();
            String difference = entry == null ? "is not in the index" : entry.path().equals(found.path()) ? entry.differences(found) : "is where the index has " + entry.path();
            if (!difference.isEmpty() && problems.size() <= most) {
                problems.add(problems.size() == most ? "and more" : found.path() + " " + difference);
            }
        }, cancellation);
        long files = expected.count();
        if (expected.nextOrNull() != null) {
            while (expected.nextOrNull() != null) {
                cancellation.check();
            }
            problems.add("the index has more files than the tar");
            problems.add("it has " + files + " files instead of " + expected.count());
        }
        return problems;
    }

    /** Reads the lines one after the other. Not thread-safe. */
    public static final class Reader implements AutoCloseable {

        private static final Path SOURCE = Path.of("index");
        private final BufferedReader lines;
        private long read;

        public Reader(InputStream index) {
            lines = new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8), 1 << 16);
        }

        /** The next file, or null at the end. @throws IOException when the line is none of an index */
        public FileEntry nextOrNull() throws IOException {
            String line = lines.readLine();
            read += line == null ? 0 : 1;
            try {
                return line == null ? null : Json.read(line.getBytes(StandardCharsets.UTF_8), FileEntry.class, SOURCE);
            } catch (Failure.BadInput e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        /** How many there were up to here. */
        public long count() {
            return read;
        }

        @Override public void close() throws IOException {
            lines.close();
        }
    }
}
