package dev.lifeboat.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/**
 * Writes files that matter: aside, fsynced, renamed over the old one, the folder fsynced. A kill at any moment leaves
 * the old content or the new one, never a mixture.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** Replaces {@code file}; its folder is made when missing. @throws Failure.StorageFailed the old content is untouched */
    public static void write(Path file, byte[] content) {
        write(file, content, new FileAttribute<?>[0]);
    }

    /** Like {@link #write(Path, byte[])}, readable and writable by its owner only (where the file system knows owners). */
    public static void writePrivate(Path file, byte[] content) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        write(file, content, posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0]);
    }

    /** What a file is filled with, piece by piece. */
    @FunctionalInterface
    public interface Content {
        /** @param out need not be closed */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Like {@link #write(Path, byte[])}, for content that does not fit into memory. Whatever {@code content} throws leaves
     * the old file as it was and nothing of the new one.
     */
    public static void write(Path file, Content content) {
        write(file, content, new FileAttribute<?>[0]);
    }

    private static void write(Path file, byte[] content, FileAttribute<?>[] attributes) {
        write(file, out -> out.write(content), attributes);
    }

    private static void write(Path file, Content content, FileAttribute<?>[] attributes) {
        Path target = file.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            Path aside = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".partial");
            try {
                Files.deleteIfExists(aside);
                Files.createFile(aside, attributes);
                try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                    content.writeTo(Channels.newOutputStream(channel));
                    channel.force(true);
                }
                Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
            syncFolder(target.getParent());
        } catch (IOException e) {
            throw failed("Could not write " + target, e);
        }
    }

    /** Makes a rename or a new name in {@code folder} durable. On Windows, which has no such call, does nothing. */
    public static void syncFolder(Path folder) throws IOException {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The {@link Failure.StorageFailed} for an {@link IOException}, with a hint that fits. */
    public static Failure.StorageFailed failed(String whatHappened, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason()
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String lower = reason.toLowerCase(Locale.ROOT);
        boolean full = lower.contains("no space left") || lower.contains("not enough space") || lower.contains("disk quota exceeded");
        if (full) {
            return new Failure.StorageFailed(true, whatHappened + ": no space left on the disk.", e, "Free some space, or choose a folder on a larger disk.");
        }
        if (e instanceof java.nio.file.AccessDeniedException || lower.contains("read-only file system") || lower.contains("permission denied")) {
            return new Failure.StorageFailed(false, whatHappened + ": no permission to write there.", e, "Check the folder's owner and mode, and that the disk is not mounted read-only.");
        }
        if (e instanceof NoSuchFileException) {
            return new Failure.StorageFailed(false, whatHappened + ": " + reason + " is not there.", e, "Check that the folder exists, and that its disk or share is mounted.");
        }
        return new Failure.StorageFailed(false, whatHappened + ": " + reason + ".", e, "Check the disk.");
    }
}
