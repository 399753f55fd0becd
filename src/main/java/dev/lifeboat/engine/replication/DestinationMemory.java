package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a repository remembers of a destination: once sets were copied there, a place without our mark is a disk that is
 * not mounted, or a bucket of somebody else, and must never be taken for a new, empty destination.
 */
final class DestinationMemory {

    /** Beside the sets of the source, one file per destination. */
    private static final String FOLDER = "destinations";

    private final Destination destination;
    private final Path file;

    /**
     * Which repository lies there.
     * @param folder for a folder
     * @param place  for any other place: its {@link Location#inWords}
     */
    private record Memory(String repositoryId, Optional<Path> folder, Optional<String> place) {

        static Memory of(String repositoryId, Location location) {
            return location instanceof Location.Folder(Path folder) ? new Memory(repositoryId, Optional.of(folder), Optional.empty())
                    : new Memory(repositoryId, Optional.empty(), Optional.of(location.inWords()));
        }

        boolean isOf(Location location) {
            return of(repositoryId, location).equals(this);
        }
    }

    DestinationMemory(Repository from, Destination destination) {
        this.destination = destination;
        file = from.folder().resolve(FOLDER).resolve(destination.name() + ".json");
    }

    /** Whether nothing was ever prepared or copied there from here; or the destination of that name is now another place. */
    boolean isEmpty() {
        return read().isEmpty();
    }

    /** @throws Failure.NoRepository when another repository lies there than before */
    void check(String repositoryId) {
        Optional<Memory> memory = read();
        if (memory.isPresent() && !memory.get().repositoryId().equals(repositoryId)) {
            throw new Failure.NoRepository("At " + destination.location().inWords() + " lies another repository than the one that was copied to before.", null,
                    "Check that the right disk is mounted.", "If it was exchanged on purpose, delete " + file + " and test the destination.");
        }
    }

    /** What is to be said when the mark is not there any more. */
    Failure.NoRepository gone(Throwable causeOrNull) {
        return new Failure.NoRepository("What was copied to " + destination.name() + " is not at " + destination.location().inWords()
                + " any more.", causeOrNull, "Check that the disk or share is mounted.",
                "If it was emptied on purpose, delete " + file + " and test the destination.");
    }

    void keep(String repositoryId) {
        AtomicFile.write(file, Json.readable(Memory.of(repositoryId, destination.location())));
    }

    private Optional<Memory> read() {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), Memory.class, file)).filter(memory -> memory.isOf(destination.location()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }
}
