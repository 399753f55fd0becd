package dev.lifeboat.engine.job;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the window, the agent and the command line from working on the same target at once: a lock of the operating system
 * on a file for each target, which ends with its process whatever way that ends. Thread-safe.
 */
public final class TargetLocks {

    private static final Logger LOG = LoggerFactory.getLogger(TargetLocks.class);
    private static final long RETRY_MILLIS = 200;

    /** Held for a job without locks. */
    static final Held NOTHING = () -> { };

    private final Path folder;

    /** A target that is ours until this is closed. */
    interface Held extends AutoCloseable {
        @Override void close();
    }

    /** Who works on a target, for those who wait. */
    private record Owner(ProcessIdentity process, String title) {}

    /** @param folder of the lock files; the same for all who share the targets */
    public TargetLocks(Path folder) {
        this.folder = folder;
    }

    /** Waits until no other process works on the job's target, or the job is cancelled; the job's log says whom it waits for. */
    Held await(Job<?> job) {
        Path file = folder.resolve(URLEncoder.encode(job.target(), StandardCharsets.UTF_8) + ".lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Held release = () -> close(channel);
            boolean said = false;
            while (!job.isCancelled() && !tryLock(channel)) {
                if (!said) {
                    job.note("Waiting for " + owner(file) + ", which works on " + job.target() + ".");
                    said = true;
                }
                Thread.sleep(RETRY_MILLIS);
            }
            if (job.isCancelled()) {
                return release;
            }
            AtomicFile.write(ownerFile(file), Json.readable(new Owner(ProcessIdentity.current(), job.snapshot().title())));
            return release;
        } catch (IOException | Failure.StorageFailed e) {
            // A state folder that cannot be written must not keep a backup from running; the repository has a lock of its own.
            LOG.warn("The lock of target {} could not be taken", job.target(), e);
            return NOTHING;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return NOTHING;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false; // another queue of this process
        }
    }

    private static Path ownerFile(Path lock) {
        return lock.resolveSibling(lock.getFileName().toString().replaceFirst("\\.lock$", ".json"));
    }

    private static String owner(Path lock) {
        try {
            Path file = ownerFile(lock);
            Owner owner = Json.read(Files.readAllBytes(file), Owner.class, file);
            return "\"" + owner.title() + "\" of " + owner.process();
        } catch (IOException | Failure.BadInput e) {
            LOG.debug("The owner of {} is not known", lock, e);
            return "another Lifeboat";
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("A target's lock could not be released; it is when this process ends", e);
        }
    }
}
