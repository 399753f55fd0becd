package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a destination as seen from a repository: whether it is apart from that, and the one that was copied to before.
 */
final class FolderSite {

    private final Repository from;
    private final Path folder;
    private final DestinationMemory memory;

    FolderSite(Repository from, Destination destination, Path folder) {
        this.from = from;
        this.folder = folder;
        memory = new DestinationMemory(from, destination);
    }

    /** Why the folder can never be a destination of this repository. */
    Optional<String> overlap() throws IOException {
        Path source = real(from.folder());
        Path there = real(folder);
        if (there.equals(source)) {
            return Optional.of(folder + " is the repository itself.");
        }
        if (there.startsWith(source)) {
            return Optional.of(folder + " lies inside the repository.");
        }
        return source.startsWith(there) ? Optional.of(folder + " contains the repository.") : Optional.empty();
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
        if (from.folder().getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Files.getAttribute(from.folder(), "unix:dev").equals(Files.getAttribute(folder, "unix:dev"));
        }
        return Files.getFileStore(from.folder()).equals(Files.getFileStore(folder));
    }

    /**
     * The repository there, which must have been prepared.
     * @throws Failure.NoRepository when it is gone, or another one than before
     */
    Repository open() {
        Repository there;
        try {
            there = Repository.open(folder);
        } catch (Failure.NoRepository e) {
            throw memory.isEmpty() ? e : memory.gone(e);
        }
        memory.check(there.id());
        return there;
    }

    /** Whether nothing was ever prepared or copied there from here. */
    boolean isNew() {
        return memory.isEmpty();
    }

    /** Whether the first copy could make the folder ours: it is empty, or missing below a folder that is there. */
    boolean canBeMade() throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            try (Stream<Path> entries = Files.list(absolute)) {
                return entries.findAny().isEmpty();
            }
        }
        return absolute.getParent() != null && Files.isDirectory(absolute.getParent());
    }

    /**
     * Opens it, or, the first time, makes the folder ours; the folder above it must exist.
     * @throws Failure.NoRepository when it is gone, another one, or holds other things
     */
    Repository prepare() {
        if (isNew()) {
            Path parent = folder.toAbsolutePath().normalize().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new Failure.NoRepository("The folder " + folder + " cannot be made: " + parent + " does not exist.", null,
                        "Check that the disk or share is mounted.");
            }
            Repository there = Repository.openOrCreate(folder);
            memory.keep(there.id());
            return there;
        }
        return open();
    }
}
