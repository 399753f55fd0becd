package dev.lifeboat.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps threads and processes apart while they change a file, for the short time that takes. The guard is a lock of the
 * operating system on a file of its own ({@code .<name>.lock} beside it), since the guarded file may be replaced.
 */
public final class FileGuard implements AutoCloseable {

    private static final long RETRY_NANOS = 2_000_000;

    private final FileChannel channel;
    private final FileLock lock;

    private FileGuard(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Waits until nobody else holds the guard of {@code file}; its folder is made when missing. */
    public static FileGuard of(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel = FileChannel.open(file.resolveSibling("." + file.getFileName() + ".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return new FileGuard(channel, waitFor(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock waitFor(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException _) {
                // Another thread of this process has it; the system's lock only keeps processes apart.
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    @Override public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }
}
