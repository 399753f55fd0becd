package dev.lifeboat.engine.repository.files;

import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.repository.files.FileEntry.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads a tar as it flows by, GNU or PAX, holes and extended attributes included; memory does not grow with it. */
public final class TarFiles {

    private static final int BUFFER = 1 << 17;
    private static final String ATTRIBUTES = "SCHILY.";

    private TarFiles() {}

    /** Told of every file in the tar's order. */
    @FunctionalInterface
    public interface Visitor {
        void file(FileEntry entry) throws IOException;
    }

    /** What is to be done with a plain file's content; the entry has no hash yet. Null when it is of no interest. */
    @FunctionalInterface
    public interface Contents {
        OutputStream openOrNull(FileEntry entry) throws IOException;
    }

    /** @throws IOException when it cannot be read, or is no tar, or is damaged */
    public static void walk(InputStream tar, Visitor visitor) throws IOException {
        walk(tar, _ -> null, visitor);
    }

    /** Reads to the end of the stream, also what comes after the tar's own end; does not close it. */
    public static void walk(InputStream stream, Contents contents, Visitor visitor) throws IOException {
        byte[] buffer = new byte[BUFFER];
        TarArchiveInputStream tar = new TarArchiveInputStream(stream, "UTF-8"); // closing it would close the stream
        try {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (!entry.isCheckSumOK()) {
                    throw new IOException("the head of " + entry.getName() + " is damaged");
                }
                FileEntry file = entry(entry);
                visitor.file(file.type() == Type.FILE ? read(tar, file, contents, buffer) : file);
            }
        } catch (IllegalArgumentException e) { // what it throws at bytes that are no tar
            throw new IOException("it is no tar: " + e.getMessage(), e);
        }
        while (stream.read(buffer, 0, buffer.length) >= 0) {
            continue; // the blocks of zeros that fill the last record
        }
    }

    private static FileEntry read(TarArchiveInputStream tar, FileEntry file, Contents contents, byte[] buffer) throws IOException {
        MessageDigest digest = Sha256.digest();
        long bytes = 0;
        try (OutputStream copy = contents.openOrNull(file)) {
            for (int n = tar.read(buffer, 0, buffer.length); n >= 0; n = tar.read(buffer, 0, buffer.length)) {
                digest.update(buffer, 0, n);
                bytes += n;
                if (copy != null) {
                    copy.write(buffer, 0, n);
                }
            }
        }
        if (bytes != file.size()) {
            throw new IOException(file.path() + " has " + bytes + " bytes instead of " + file.size());
        }
        return new FileEntry(file.path(), file.type(), file.size(), file.mode(), file.uid(), file.gid(), file.mtime(), file.target(),
                Optional.of(Sha256.hex(digest)), file.attributes());
    }

    private static FileEntry entry(TarArchiveEntry entry) {
        Type type = type(entry);
        Optional<String> target = switch (type) {
            case SYMLINK -> Optional.of(entry.getLinkName());
            case HARDLINK -> Optional.of(path(entry.getLinkName()));
            case CHARACTER_DEVICE, BLOCK_DEVICE -> Optional.of(entry.getDevMajor() + ":" + entry.getDevMinor());
            case FILE, FOLDER, FIFO -> Optional.empty();
        };
        return new FileEntry(path(entry.getName()), type, type == Type.FILE ? entry.getRealSize() : 0, entry.getMode() & 07777, entry.getLongUserId(),
                entry.getLongGroupId(), entry.getLastModifiedTime().toInstant(), target, Optional.empty(), attributes(entry));
    }

    private static Type type(TarArchiveEntry entry) {
        return entry.isDirectory() ? Type.FOLDER : entry.isSymbolicLink() ? Type.SYMLINK : entry.isLink() ? Type.HARDLINK : entry.isFIFO() ? Type.FIFO
                : entry.isCharacterDevice() ? Type.CHARACTER_DEVICE : entry.isBlockDevice() ? Type.BLOCK_DEVICE : Type.FILE;
    }

    /** {@code ./a/b/} as {@code a/b}. */
    private static String path(String name) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return path.isEmpty() ? "." : path;
    }

    private static Map<String, String> attributes(TarArchiveEntry entry) {
        Map<String, String> attributes = new HashMap<>();
        entry.getExtraPaxHeaders().forEach((name, value) -> {
            if (name.startsWith(ATTRIBUTES)) {
                attributes.put(name.substring(ATTRIBUTES.length()), value);
            }
        });
        return attributes;
    }
}
