package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder over which the agent and the others talk: the agent's status, which anybody reads, and requests to cancel a
 * job, which anybody writes. Thread-safe.
 */
public final class AgentFolder {

    private final Path folder;

    /** One agent of this configuration; it ends with its process, whatever way that ends. */
    interface Seat extends AutoCloseable {
        @Override void close() throws IOException;
    }

    public AgentFolder(Path folder) {
        this.folder = folder;
    }

    /** The living agent; empty when there is none. @throws Failure.StorageFailed when its status cannot be read */
    public Optional<AgentStatus> agent() {
        return status().filter(status -> status.isAlive(Instant.now()));
    }

    /** Asks the agent to cancel a job of its; returns at once. */
    public void cancel(String jobId) {
        AtomicFile.write(requests().resolve(jobId), new byte[0]);
    }

    /** @throws Failure.AgentRunning when there is one already */
    Seat sit() {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Optional<AgentStatus> other = status();
            boolean elsewhere = other.filter(status -> !status.process().isLocal() && status.isAlive(Instant.now())).isPresent();
            if (elsewhere || tryLock(channel) == null) {
                channel.close();
                throw new Failure.AgentRunning("An agent of this configuration runs already"
                        + other.map(status -> ": " + status.process() + ", since " + status.since()).orElse("") + ".",
                        "One is enough: it runs all schedules. End it first to start another.");
            }
            return () -> {
                Files.deleteIfExists(file());
                channel.close();
            };
        } catch (IOException e) {
            throw AtomicFile.failed("Could not begin as the agent in " + folder, e);
        }
    }

    void say(AgentStatus status) {
        AtomicFile.write(file(), Json.readable(status));
    }

    /** The ids of the jobs that somebody asked to cancel since the last time. */
    List<String> takeRequests() {
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(requests())) {
            for (Path request : files.filter(file -> !file.getFileName().toString().startsWith(".")).toList()) {
                ids.add(request.getFileName().toString());
                Files.delete(request);
            }
        } catch (NoSuchFileException _) {
            return ids;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the requests in " + requests(), e);
        }
        return ids;
    }

    private Optional<AgentStatus> status() {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file()), AgentStatus.class, file()));
        } catch (NoSuchFileException | Failure.BadInput _) {
            return Optional.empty(); // none, or one of another version
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file(), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private Path file() {
        return folder.resolve("agent.json");
    }

    private Path requests() {
        return folder.resolve("cancel");
    }
}
