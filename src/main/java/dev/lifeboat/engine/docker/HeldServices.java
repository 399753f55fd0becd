package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FileGuard;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Containers that are paused or stopped for a moment, so that nothing is written. Which ones is kept in a file before the
 * first of them is touched: when the program is killed in between, {@link #recover} brings them back at its next start, and
 * so it does, in any process, when they could not be brought back because the engine was gone. Only those that ran are held,
 * and only those are brought back; what one process holds no other can hold at the same time. For one thread.
 */
public final class HeldServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldServices.class);
    /** A stop that is not given time ends in a kill. */
    private static final int STOP_SECONDS = 300;
    private static final String SUFFIX = ".json";
    /** An engine that is being restarted is waited for so long before the containers are left to {@link #recover}. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 500;

    /** How they are held. A paused container keeps its memory and connections; a stopped one ends its work first. */
    public enum Mode { PAUSE, STOP }

    /** What the file holds. @param leftAt when its owner, who may go on, gave up bringing them back */
    private record Held(String stack, URI engine, Optional<Path> certificates, Mode mode, List<String> containers, ProcessIdentity owner, Instant since, Optional<Instant> leftAt) {

        boolean isLeft() {
            return leftAt.isPresent() || owner.isDead();
        }

        Held left() {
            return new Held(stack, engine, certificates, mode, containers, owner, since, Optional.of(Instant.now()));
        }
    }

    private record Listed(Path file, Held held) {}

    private final DockerEngine engine;
    private final Path file;
    private final Held held;
    private final Duration patience;
    private final long heldNanos = System.nanoTime();
    private Optional<Instant> releasedAt = Optional.empty();
    private long releasedNanos;

    private HeldServices(DockerEngine engine, Path file, Held held, Duration patience) {
        this.engine = engine;
        this.file = file;
        this.held = held;
        this.patience = patience;
    }

    /**
     * @param folder     where the list is kept
     * @param containers those that do not run are left alone
     * @throws Failure.NotFound        when there is no such container; then none is held
     * @throws Failure.PreflightFailed when another process holds one of them
     */
    public static HeldServices hold(DockerEngine engine, Optional<Path> certificates, Path folder, String stack, List<String> containers, Mode mode) {
        return hold(engine, certificates, folder, stack, containers, mode, PATIENCE);
    }

    static HeldServices hold(DockerEngine engine, Optional<Path> certificates, Path folder, String stack, List<String> containers, Mode mode, Duration patience) {
        HeldServices services = listed(engine, certificates, folder, stack, containers, mode, patience);
        try {
            services.held.containers.forEach(services::hold);
            return services;
        } catch (RuntimeException e) {
            try {
                services.release();
            } catch (RuntimeException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    /** Under a guard: who looks for lists that were left must not come between the look at the containers and the list of them. */
    private static HeldServices listed(DockerEngine engine, Optional<Path> certificates, Path folder, String stack, List<String> containers, Mode mode, Duration patience) {
        try (FileGuard _ = FileGuard.of(folder)) {
            for (Listed other : lists(folder)) {
                if (!other.held.isLeft() && other.held.engine.equals(engine.address()) && other.held.containers.stream().anyMatch(containers::contains)) {
                    throw new Failure.PreflightFailed("Another backup holds " + String.join(", ", other.held.containers) + ": " + other.held.owner + ".",
                            List.of("Wait until it has ended, then try again."));
                }
            }
            List<String> running = containers.stream().filter(container -> state(engine, container) == State.RUNNING).toList();
            Path file = folder.resolve(stack + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + SUFFIX);
            var list = new Held(stack, engine.address(), certificates, mode, running, ProcessIdentity.current(), Instant.now(), Optional.empty());
            if (!running.isEmpty()) {
                AtomicFile.write(file, Json.readable(list));
            }
            return new HeldServices(engine, file, list, patience);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not keep in " + folder + " which services are held", e);
        }
    }

    private void hold(String container) {
        engine.ask(container, docker -> held.mode == Mode.PAUSE ? docker.pauseContainerCmd(container).exec()
                : docker.stopContainerCmd(container).withTimeout(STOP_SECONDS).exec());
        State expected = held.mode == Mode.PAUSE ? State.PAUSED : State.STOPPED;
        if (state(engine, container) != expected) {
            throw new Failure.ConnectionFailed(Failure.Layer.DOCKER, "The container " + container + " could not be " + (held.mode == Mode.PAUSE ? "paused." : "stopped."), null,
                    "Look at it: docker inspect " + container);
        }
    }

    private enum State { RUNNING, PAUSED, STOPPED }

    private static State state(DockerEngine engine, String container) {
        var state = engine.ask(container, docker -> docker.inspectContainerCmd(container).exec().getState());
        return Boolean.TRUE.equals(state.getPaused()) ? State.PAUSED : Boolean.TRUE.equals(state.getRunning()) ? State.RUNNING : State.STOPPED;
    }

    /** Those that are, or were, held. */
    public List<String> containers() {
        return held.containers;
    }

    /** Before the first was held. */
    public Instant since() {
        return held.since;
    }

    /** When all of them ran again. @throws IllegalStateException before {@link #release} */
    public Instant releasedAt() {
        return releasedAt.orElseThrow(() -> new IllegalStateException("they are still held"));
    }

    /** From before the first was held to when all of them ran again, by the monotonic clock. */
    public long heldMillis() {
        return (releasedNanos - heldNanos) / 1_000_000;
    }

    /**
     * Has all of them run again; harmless the second time. Waits a little for an engine that does not answer.
     *
     * @throws Failure.ConnectionFailed naming those that could not be brought back; the list is kept for {@link #recover} then
     */
    public void release() {
        if (releasedAt.isPresent()) {
            return;
        }
        long began = System.nanoTime();
        while (true) {
            try {
                release(engine, held, held.containers, file);
                break;
            } catch (Failure.ConnectionFailed e) {
                if (System.nanoTime() - began > patience.toNanos() || !pause()) {
                    leave(e);
                    throw e;
                }
            }
        }
        releasedNanos = System.nanoTime();
        releasedAt = Optional.of(Instant.now());
    }

    /** @return false when the thread was interrupted */
    private static boolean pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** This process may live on for long, as the agent does: others need not wait for its end. */
    private void leave(Failure why) {
        try {
            AtomicFile.write(file, Json.readable(held.left()));
        } catch (Failure.StorageFailed e) {
            why.addSuppressed(e);
        }
    }

    private static void release(DockerEngine engine, Held held, List<String> containers, Path file) {
        List<String> left = new ArrayList<>();
        RuntimeException first = null;
        for (String container : containers) {
            try {
                if (!release(engine, container)) {
                    left.add(container);
                }
            } catch (Failure.NotFound _) {
                continue; // removed meanwhile: nothing to bring back
            } catch (RuntimeException e) {
                left.add(container);
                first = first == null ? e : first;
            }
        }
        if (!left.isEmpty()) {
            throw new Failure.ConnectionFailed(Failure.Layer.DOCKER, "These containers could not be brought back: " + String.join(", ", left) + ".", first,
                    "Bring them back: " + (held.mode == Mode.PAUSE ? "docker unpause " : "docker start ") + String.join(" ", left),
                    "Lifeboat tries again at its next start.");
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete " + file, e);
        }
    }

    private static boolean release(DockerEngine engine, String container) {
        switch (state(engine, container)) {
            case RUNNING -> { }
            case PAUSED -> engine.ask(container, docker -> docker.unpauseContainerCmd(container).exec());
            case STOPPED -> engine.ask(container, docker -> docker.startContainerCmd(container).exec());
        }
        return state(engine, container) == State.RUNNING;
    }

    /**
     * Brings back what processes that were killed, or could not do it themselves, had held.
     *
     * @param folder where the lists are kept; may be missing
     * @return the containers that run again
     * @throws Failure.ConnectionFailed when some could not be brought back; the others were
     */
    public static List<String> recover(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> back = new ArrayList<>();
        Failure first = null;
        try (FileGuard _ = FileGuard.of(folder)) {
            List<Listed> lists = lists(folder);
            for (Listed list : lists.stream().filter(one -> one.held.isLeft()).toList()) {
                // What somebody holds now ran when he began, and he brings it back.
                List<String> mine = list.held.containers.stream().filter(container -> lists.stream().noneMatch(other -> !other.held.isLeft()
                        && other.held.engine.equals(list.held.engine) && other.held.containers.contains(container))).toList();
                try (DockerEngine engine = DockerEngine.open(list.held.engine, list.held.certificates)) {
                    release(engine, list.held, mine, list.file);
                    back.addAll(mine);
                } catch (Failure e) {
                    first = first == null ? e : first;
                }
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look into " + folder + " for services that are held", e);
        }
        if (first != null) {
            throw first;
        }
        return back;
    }

    /** One that cannot be read is told in the log, and hides no other. */
    private static List<Listed> lists(Path folder) throws IOException {
        List<Listed> lists = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (Path file : found) {
                    try {
                        lists.add(new Listed(file, Json.read(Files.readAllBytes(file), Held.class, file)));
                    } catch (NoSuchFileException _) {
                        continue; // let go while we looked
                    } catch (Failure.BadInput e) {
                        LOG.warn("Which services a backup had held cannot be read: {}", e.getMessage());
                    }
                }
            }
        }
        return lists;
    }

    @Override public void close() {
        release();
    }
}
