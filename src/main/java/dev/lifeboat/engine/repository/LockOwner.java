package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Who holds the lock of a repository, as {@code lock.json} says.
 *
 * @param token new with each lock: what its holder is writing carries it
 */
record LockOwner(ProcessIdentity process, String purpose, Instant since, String token) {

    /** A process on another host that has not touched the file for so long is taken for dead. */
    static final Duration SILENCE = Duration.ofMinutes(5);

    /** Nobody takes longer to write the file, once it is made. One who does finds that it is not his, see {@link RepositoryLock#check}. */
    private static final Duration WRITING = Duration.ofSeconds(2);
    private static final long RETRY_MILLIS = 50;

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
    /** What a killed writer left of the file: no owner can be named, none can be alive. */
    private static final LockOwner UNREADABLE = new LockOwner(new ProcessIdentity("an unknown host", 0, Optional.empty()), "unknown", Instant.EPOCH, "");

    /** Empty when nobody holds the lock. */
    static Optional<LockOwner> read(Path file) throws IOException {
        byte[] json;
        try {
            json = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(json, LockOwner.class, file));
        } catch (Failure.BadInput _) {
            return Optional.of(UNREADABLE);
        }
    }

    /** As {@link #read}; waits a little for one who is just writing it. What a killed writer left half is stale then. */
    static Optional<LockOwner> readWhole(Path file) throws IOException {
        try {
            Optional<LockOwner> owner = read(file);
            while (owner.isPresent() && owner.get() == UNREADABLE && !UNREADABLE.isStale(file)) {
                Thread.sleep(RETRY_MILLIS);
                owner = read(file);
            }
            return owner;
        } catch (NoSuchFileException _) {
            return Optional.empty(); // released meanwhile
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while waiting for the lock of the repository.");
        }
    }

    static Optional<LockOwner> readOrNone(Path file) {
        try {
            return read(file);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    /** Whether the lock may be taken over. Call it holding the system's lock when a file that is just being made is possible. */
    boolean isStale(Path file) throws IOException {
        if (this != UNREADABLE && process.isLocal()) {
            // This very process: the caller holds the system's lock, so an earlier holder here has let go.
            return process.isDead() || process.pid() == ProcessHandle.current().pid();
        }
        Duration silent = Duration.between(Files.getLastModifiedTime(file).toInstant(), fileSystemNow(file));
        return silent.compareTo(this == UNREADABLE ? WRITING : SILENCE) > 0;
    }

    /** Whether its holder may still be writing. */
    boolean isAlive(Path file) throws IOException {
        return process.isLocal() ? !process.isDead() : !isStale(file);
    }

    /** The time of the host that keeps the files, which may differ from ours. */
    private static Instant fileSystemNow(Path file) throws IOException {
        if (!Files.isWritable(file.getParent())) {
            return Instant.now();
        }
        Path probe = Files.createTempFile(file.getParent(), ".time", ".partial");
        try {
            return Files.getLastModifiedTime(probe).toInstant();
        } finally {
            Files.delete(probe);
        }
    }

    String inWords() {
        return this == UNREADABLE ? "an unknown process"
                : process + " since " + WHEN.format(since.atZone(ZoneId.systemDefault())) + " (" + purpose + ")";
    }
}
