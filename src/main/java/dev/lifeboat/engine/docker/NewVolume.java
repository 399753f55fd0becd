package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A volume that is being filled. Until it is kept, closing removes it; so does {@link #removeLeftovers} when the program was
 * killed, since half a volume looks like a whole one. That it is being filled is in a file from before it is made. For one thread.
 */
public final class NewVolume implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NewVolume.class);
    private static final String SUFFIX = ".json";

    /** What the file holds. @param leftAt when its owner, who may go on, could not remove it */
    private record Filling(String volume, URI engine, Optional<Path> certificates, ProcessIdentity owner, Optional<Instant> leftAt) {

        boolean isLeft() {
            return leftAt.isPresent() || owner.isDead();
        }

        Filling left() {
            return new Filling(volume, engine, certificates, owner, Optional.of(Instant.now()));
        }
    }

    private final DockerEngine engine;
    private final Filling filling;
    private final Path file;
    private boolean kept;

    private NewVolume(DockerEngine engine, Filling filling, Path file) {
        this.engine = engine;
        this.filling = filling;
        this.file = file;
    }

    /**
     * @param folder where it is kept that the volume is being filled
     * @throws Failure.BadInput when there is one of that name; it is left alone
     */
    public static NewVolume make(DockerEngine engine, Optional<Path> certificates, Path folder, String name) {
        Volumes.requireFree(engine, name);
        Path file = folder.resolve(name + SUFFIX);
        Filling filling = new Filling(name, engine.address(), certificates, ProcessIdentity.current(), Optional.empty());
        AtomicFile.write(file, Json.readable(filling));
        NewVolume made = new NewVolume(engine, filling, file);
        try {
            Volumes.create(engine, name);
            return made;
        } catch (Failure.BadInput e) {
            made.forget(e);
            throw e;
        } catch (Failure e) { // an engine that broke off may have made it all the same
            made.leave(e);
            throw e;
        }
    }

    /** It is whole, and stays. */
    public void keep() {
        delete(file);
        kept = true;
    }

    private void forget(RuntimeException why) {
        try {
            delete(file);
        } catch (Failure.StorageFailed e) {
            why.addSuppressed(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete " + file, e);
        }
    }

    /** Removes it when it is not kept. @throws Failure.ConnectionFailed when the engine does not do it: {@link #removeLeftovers} will */
    @Override public void close() {
        if (kept) {
            return;
        }
        try {
            remove(engine, filling.volume);
            delete(file);
        } catch (Failure e) {
            leave(e);
            throw e;
        }
    }

    private void leave(Failure why) {
        try {
            AtomicFile.write(file, Json.readable(filling.left()));
        } catch (Failure.StorageFailed e) {
            why.addSuppressed(e);
        }
    }

    private static void remove(DockerEngine engine, String name) {
        try {
            HelperContainer.removeThoseOf(engine, name);
            Volumes.remove(engine, name);
        } catch (Failure.NotFound _) {
            LOG.debug("The volume {} is gone already", name);
        }
    }

    /**
     * Removes what processes that are gone had not filled, and what others could not remove themselves.
     *
     * @param folder may be missing
     * @return the volumes that are gone
     * @throws Failure.ConnectionFailed when an engine does not answer; what others had is gone
     */
    public static List<String> removeLeftovers(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<String> removed = new ArrayList<>();
        Failure first = null;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                try {
                    removeLeftover(file).ifPresent(removed::add);
                } catch (Failure e) {
                    first = first == null ? e : first;
                }
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + folder, e);
        }
        if (first != null) {
            throw first;
        }
        return List.copyOf(removed);
    }

    private static Optional<String> removeLeftover(Path file) throws IOException {
        Filling filling;
        try {
            filling = Json.read(Files.readAllBytes(file), Filling.class, file);
        } catch (NoSuchFileException _) {
            return Optional.empty(); // kept while we looked
        }
        if (!filling.isLeft()) {
            return Optional.empty();
        }
        try (DockerEngine engine = DockerEngine.open(filling.engine, filling.certificates)) {
            remove(engine, filling.volume);
        }
        delete(file);
        return Optional.of(filling.volume);
    }
}
