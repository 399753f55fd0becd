package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a destination as seen from a repository, and what the repository remembers of it: once sets were copied
 * there, a folder without our mark is a disk that is not mounted, and must never be taken for a new, empty destination.
 */
final class Place {

    /** Beside the sets of the source, one file per destination. */
    private static final String MEMORY = "destinations";

    private final Repository from;
    private final Destination destination;
    private final Path memoryFile;

    /** What lies at the destination's folder, by the id of the repository there. */
    private record Memory(String repositoryId, Path folder) {}

    Place(Repository from, Destination destination) {
        this.from = from;
        this.destination = destination;
        memoryFile = from.folder().resolve(MEMORY).resolve(destination.name() + ".json");
    }

    /** Why the folder can never be a destination of this repository. */
    Optional<String> overlap() throws IOException {
        Path source = real(from.folder());
        Path there = real(destination.folder());
        if (there.equals(source)) {
            return Optional.of(destination.folder() + " is the repository itself.");
        }
        if (there.startsWith(source)) {
            return Optional.of(destination.folder() + " lies inside the repository.");
        }
        return source.startsWith(there) ? Optional.of(destination.folder() + " contains the repository.") : Optional.empty();
    }

    /** As far as it exists, without links. */
    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path existing = absolute; existing != null; existing = existing.getParent()) {
            if (Files.exists(existing)) {
                return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
            }
        }
        return absolute;
    }

    /** Whether both are on one file system, so that the loss of a disk takes both. */
    boolean isOnSameDisk() throws IOException {
        Path there = destination.folder();
        if (from.folder().getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Files.getAttribute(from.folder(), "unix:dev").equals(Files.getAttribute(there, "unix:dev"));
        }
        return Files.getFileStore(from.folder()).equals(Files.getFileStore(there));
    }

    /**
     * The repository there, which must have been prepared.
     * @throws Failure.NoRepository when it is gone, or another one than before
     */
    Repository open() {
        Optional<Memory> memory = memory();
        Repository there;
        try {
            there = Repository.open(destination.folder());
        } catch (Failure.NoRepository e) {
            throw memory.isEmpty() ? e : new Failure.NoRepository("What was copied to " + destination.name() + " is not at " + destination.folder()
                    + " any more.", e, "Check that the disk or share is mounted.",
                    "If it was emptied on purpose, delete " + memoryFile + " and test the destination.");
        }
        if (memory.isPresent() && !memory.get().repositoryId().equals(there.id())) {
            throw new Failure.NoRepository("At " + destination.folder() + " lies another repository than the one that was copied to before.", null,
                    "Check that the right disk is mounted.", "If it was exchanged on purpose, delete " + memoryFile + " and test the destination.");
        }
        return there;
    }

    /** Whether nothing was ever prepared or copied there from here. */
    boolean isNew() {
        return memory().isEmpty();
    }

    /** Whether the first copy could make the folder ours: it is empty, or missing below a folder that is there. */
    boolean canBeMade() throws IOException {
        Path folder = destination.folder().toAbsolutePath().normalize();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.findAny().isEmpty();
            }
        }
        return folder.getParent() != null && Files.isDirectory(folder.getParent());
    }

    /**
     * Opens it, or, the first time, makes the folder ours; the folder above it must exist.
     * @throws Failure.NoRepository when it is gone, another one, or holds other things
     */
    Repository prepare() {
        if (isNew()) {
            Path parent = destination.folder().toAbsolutePath().normalize().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new Failure.NoRepository("The folder " + destination.folder() + " cannot be made: " + parent + " does not exist.", null,
                        "Check that the disk or share is mounted.");
            }
            Repository there = Repository.openOrCreate(destination.folder());
            AtomicFile.write(memoryFile, Json.readable(new Memory(there.id(), destination.folder())));
            return there;
        }
        return open();
    }

    /** Empty when it was never used, or when the destination of that name is now another folder. */
    private Optional<Memory> memory() {
        try {
            return Optional.of(Json.read(Files.readAllBytes(memoryFile), Memory.class, memoryFile))
                    .filter(memory -> memory.folder().equals(destination.folder()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + memoryFile, e);
        }
    }
}
