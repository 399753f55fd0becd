package dev.lifeboat.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of lines that only grows, several processes may append to it. Each line is on the disk when {@link #append}
 * returns. A last line that a crash left without its end was never confirmed to anybody: it is not read, and the next
 * append removes it. Thread-safe.
 */
public final class JsonLines {

    private final Path file;

    public JsonLines(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /** Keeps everybody else from appending, for what must be read and written in one go. */
    public FileGuard guard() throws IOException {
        return FileGuard.of(file);
    }

    /** The whole lines, oldest first; none when there is no file. */
    public List<String> lines() throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException _) {
            return List.of();
        }
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** The last whole line, read from the end, or empty text. */
    public String lastLine() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long end = wholeLength(in);
            long start = end == 0 ? 0 : lineStart(in, end - 1);
            byte[] line = new byte[(int) Math.max(0, end - 1 - start)];
            in.seek(start);
            in.readFully(line);
            return new String(line, StandardCharsets.UTF_8);
        }
    }

    /** Appends one line and fsyncs. Call it under {@link #guard}. */
    public void append(String line) throws IOException {
        boolean isNew = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            long end;
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                end = wholeLength(in);
            }
            channel.truncate(end);
            channel.position(end);
            ByteBuffer buffer = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        if (isNew) {
            AtomicFile.syncFolder(file.toAbsolutePath().getParent());
        }
    }

    /** Removes the line that was appended last. Call it under the {@link #guard} of its {@link #append}. */
    public void takeBack(String line) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - (line + "\n").getBytes(StandardCharsets.UTF_8).length);
            channel.force(true);
        }
    }

    private static long wholeLength(RandomAccessFile in) throws IOException {
        return in.length() == 0 ? 0 : lineStart(in, in.length());
    }

    /** The position after the last newline before {@code before}. */
    private static long lineStart(RandomAccessFile in, long before) throws IOException {
        byte[] block = new byte[4096];
        long end = before;
        while (end > 0) {
            int length = (int) Math.min(block.length, end);
            in.seek(end - length);
            in.readFully(block, 0, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return end - length + i + 1;
                }
            }
            end -= length;
        }
        return 0;
    }
}
