package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held by the one writer of a repository. Thread-safe.
 *
 * <p>Two things keep writers apart. A lock of the operating system on {@code .lock.json.lock} ends with its process,
 * whatever way that ends, and tells processes and threads of one host apart. The file {@code lock.json} says who holds
 * the lock, for people and for other hosts, where the first may not reach; its file time is a heartbeat. It is taken over
 * when its owner is dead, or, on another host, has not been heard of for {@link LockOwner#SILENCE}.
 */
public final class RepositoryLock implements AutoCloseable {

    static final String FILE = "lock.json";
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryLock.class);
    private static final long HEARTBEAT_MILLIS = 5_000;
    /** The guard's file holds so much that, where a disk is full, its place can be had for {@code lock.json}: what makes room needs the lock. */
    private static final int RESERVE = 4096;

    private final Path file;
    private final FileChannel guardChannel;
    private final FileLock guard;
    private final LockOwner owner;
    private final Optional<String> takenOver;
    private final Thread heart;
    private volatile boolean closed;

    private RepositoryLock(Path file, FileChannel guardChannel, FileLock guard, LockOwner owner, Optional<String> takenOver) {
        this.file = file;
        this.guardChannel = guardChannel;
        this.guard = guard;
        this.owner = owner;
        this.takenOver = takenOver;
        heart = Thread.ofVirtual().name("repository-lock").start(this::beat);
    }

    static RepositoryLock acquire(Path repository, String purpose) {
        Path file = repository.resolve(FILE);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(repository.resolve("." + FILE + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock guard = tryGuard(channel);
            if (guard == null) {
                throw locked(repository, LockOwner.read(file));
            }
            Optional<LockOwner> before = LockOwner.readWhole(file);
            if (before.isPresent() && !before.get().isStale(file)) {
                throw locked(repository, before);
            }
            Optional<String> takenOver = before.map(owner -> "The lock of " + owner.inWords() + " was taken over: that process is gone.");
            takenOver.ifPresent(LOG::warn);
            LockOwner owner = new LockOwner(ProcessIdentity.current(), purpose, Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
            Files.deleteIfExists(file);
            write(file, owner, channel);
            RepositoryLock lock = new RepositoryLock(file, channel, guard, owner, takenOver);
            channel = null;
            return lock;
        } catch (java.nio.file.FileAlreadyExistsException _) {
            throw locked(repository, LockOwner.readOrNone(file));
        } catch (IOException e) {
            Failure.StorageFailed why = AtomicFile.failed("Could not lock the repository " + repository, e);
            throw why.full() ? why : new Failure.NoRepository("The repository " + repository + " cannot be written: " + why.getMessage(), e,
                    why.hints().toArray(String[]::new));
        } finally {
            closeQuietly(channel);
        }
    }

    /** Exclusively: two hosts whose system locks do not reach each other cannot both succeed. */
    private static void write(Path file, LockOwner owner, FileChannel guard) throws IOException {
        try {
            create(file, owner);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw e;
        } catch (IOException _) { // full, as a rule
            guard.truncate(0);
            create(file, owner);
        }
    }

    private static void create(Path file, LockOwner owner) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(Json.readable(owner));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                Files.delete(file); // half of it would keep everybody out
                throw e;
            }
        }
    }

    private static FileLock tryGuard(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // another thread of this program
        }
    }

    private static Failure.RepositoryLocked locked(Path repository, Optional<LockOwner> owner) {
        return new Failure.RepositoryLocked("The repository " + repository + " is in use"
                + owner.map(o -> " by " + o.inWords()).orElse(" by another process") + ".",
                "Wait until it has ended, or end it.",
                "A process that is gone on this computer is noticed at once; one on another computer after 5 minutes of silence.");
    }

    /** What was found and replaced when this lock was taken: the lock of a process that is gone. */
    public Optional<String> takenOver() {
        return takenOver;
    }

    /** Marks what is written under this lock. */
    String token() {
        return owner.token();
    }

    /**
     * @throws Failure.RepositoryLocked when another has taken the lock meanwhile: this computer slept too long
     * @throws Failure.NoRepository     when the repository has gone away, with its disk perhaps
     */
    public void check() {
        Optional<LockOwner> now = LockOwner.readOrNone(file);
        if (now.isEmpty()) {
            RepositoryMarker.requireThere(repository());
        }
        if (closed || now.isEmpty() || !now.get().token().equals(owner.token())) {
            throw new Failure.RepositoryLocked("The lock of the repository was lost while working"
                    + now.map(o -> "; it is now in use by " + o.inWords()).orElse("") + ".", "Start again.");
        }
    }

    Path repository() {
        return file.getParent();
    }

    private void beat() {
        try {
            while (!closed) {
                Thread.sleep(HEARTBEAT_MILLIS);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    if (LockOwner.read(file).filter(owner::equals).isPresent()) {
                        // The same bytes again: only the time of the file changes, and a reader never sees half of it.
                        channel.write(ByteBuffer.wrap(Json.readable(owner)), 0);
                    }
                } catch (IOException | Failure e) {
                    LOG.warn("The heartbeat of the repository lock could not be written", e);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // released
        }
    }

    /** Releases the lock; does nothing the second time. */
    @Override public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        heart.interrupt();
        try {
            heart.join();
            if (LockOwner.read(file).filter(owner::equals).isPresent()) {
                Files.deleteIfExists(file);
                reserve();
            }
            guard.release();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("The repository lock {} could not be removed; it will be seen as stale", file, e);
        } finally {
            closeQuietly(guardChannel);
        }
    }

    private void reserve() {
        try {
            if (guardChannel.size() < RESERVE) {
                guardChannel.write(ByteBuffer.allocate(RESERVE), 0);
            }
        } catch (IOException e) {
            LOG.debug("There is no room for the reserve of the repository lock", e);
        }
    }

    private static void closeQuietly(FileChannel channelOrNull) {
        if (channelOrNull != null) {
            try {
                channelOrNull.close();
            } catch (IOException e) {
                LOG.warn("The guard of the repository lock could not be closed", e);
            }
        }
    }
}
