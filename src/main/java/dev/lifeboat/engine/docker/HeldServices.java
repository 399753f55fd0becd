package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Containers that are paused or stopped for a moment, so that nothing is written. Which ones is kept in a file before the
 * first of them is touched: when the program is killed in between, {@link #recover} brings them back at its next start.
 * Only those that ran are held, and only those are brought back. For one thread.
 */
public final class HeldServices implements AutoCloseable {

    /** A stop that is not given time ends in a kill. */
    private static final int STOP_SECONDS = 300;
    private static final String SUFFIX = ".json";

    /** How they are held. A paused container keeps its memory and connections; a stopped one ends its work first. */
    public enum Mode { PAUSE, STOP }

    /** What the file holds. */
    private record Held(String stack, URI engine, Optional<Path> certificates, Mode mode, List<String> containers, ProcessIdentity owner, Instant since) {}

    private final DockerEngine engine;
    private final Path file;
    private final Held held;
    private final long heldNanos = System.nanoTime();
    private Optional<Instant> releasedAt = Optional.empty();
    private long releasedNanos;

    private HeldServices(DockerEngine engine, Path file, Held held) {
        this.engine = engine;
        this.file = file;
        this.held = held;
    }

    /**
     * @param folder     where the list is kept
     * @param containers those that do not run are left alone
     * @throws Failure.NotFound when there is no such container; then none is held
     */
    public static HeldServices hold(DockerEngine engine, Optional<Path> certificates, Path folder, String stack, List<String> containers, Mode mode) {
        List<String> running = containers.stream().filter(container -> state(engine, container) == State.RUNNING).toList();
        Path file = folder.resolve(stack + SUFFIX);
        var list = new Held(stack, engine.address(), certificates, mode, running, ProcessIdentity.current(), Instant.now());
        if (!running.isEmpty()) {
            AtomicFile.write(file, Json.readable(list));
        }
        HeldServices services = new HeldServices(engine, file, list);
        try {
            running.forEach(services::hold);
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
     * Has all of them run again; harmless the second time.
     *
     * @throws Failure.ConnectionFailed naming those that could not be brought back; the list is kept then
     */
    public void release() {
        if (releasedAt.isPresent()) {
            return;
        }
        release(engine, held, file);
        releasedNanos = System.nanoTime();
        releasedAt = Optional.of(Instant.now());
    }

    private static void release(DockerEngine engine, Held held, Path file) {
        List<String> left = new ArrayList<>();
        RuntimeException first = null;
        for (String container : held.containers) {
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
     * Brings back what processes that were killed had held.
     *
     * @param folder where the lists are kept; may be missing
     * @return the containers that run again
     * @throws Failure.ConnectionFailed when some could not be brought back; the others were
     */
    public static List<String> recover(Path folder) {
        List<String> back = new ArrayList<>();
        Failure first = null;
        for (Path file : lists(folder)) {
            try {
                Held list = Json.read(Files.readAllBytes(file), Held.class, file);
                if (list.owner.isDead()) {
                    try (DockerEngine engine = DockerEngine.open(list.engine, list.certificates)) {
                        release(engine, list, file);
                    }
                    back.addAll(list.containers);
                }
            } catch (Failure e) {
                first = first == null ? e : first;
            } catch (IOException e) {
                first = first == null ? AtomicFile.failed("Could not read " + file, e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return back;
    }

    private static List<Path> lists(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            List<Path> lists = new ArrayList<>();
            found.forEach(lists::add);
            return lists;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + folder, e);
        }
    }

    @Override public void close() {
        release();
    }
}
