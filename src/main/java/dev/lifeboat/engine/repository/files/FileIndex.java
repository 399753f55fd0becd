package dev.lifeboat.engine.repository.files;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The index of a volume's tar: a line of JSON per file, in the tar's order. */
public final class FileIndex {

    private FileIndex() {}

    /** Adds a line. */
    public static void write(FileEntry entry, OutputStream index) throws IOException {
        index.write((Json.line(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the lines one after the other. Not thread-safe. */
    public static final class Reader implements AutoCloseable {

        private static final Path SOURCE = Path.of("index");
        private final BufferedReader lines;

        public Reader(InputStream index) {
            lines = new BufferedReader(new InputStreamReader(index, StandardCharsets.UTF_8), 1 << 16);
        }

        /** The next file, or null at the end. @throws IOException when the line is none of an index */
        public FileEntry nextOrNull() throws IOException {
            String line = lines.readLine();
            try {
                return line == null ? null : Json.read(line.getBytes(StandardCharsets.UTF_8), FileEntry.class, SOURCE);
            } catch (Failure.BadInput e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override public void close() throws IOException {
            lines.close();
        }
    }
}
