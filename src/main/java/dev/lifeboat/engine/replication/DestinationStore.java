package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The destinations, each a readable JSON file {@code <name>.json} in one folder. Thread-safe; reads the files anew each time. */
public final class DestinationStore {

    private static final int FORMAT_VERSION = 1;

    private final JsonFolder<Stored> folder;

    /** A destination as its file holds it. */
    private record Stored(int formatVersion, String name, Path folder, Optional<String> stack) {}

    public DestinationStore(Path folder) {
        this.folder = new JsonFolder<>(folder, Stored.class, "destination");
    }

    /** By name. @throws Failure.BadInput naming the file that cannot be read and why */
    public List<Destination> list() {
        return folder.names().stream().map(this::get).toList();
    }

    /**
     * @throws Failure.NotFound with the names that exist
     * @throws Failure.BadInput naming the file and what is wrong in it
     */
    public Destination get(String name) {
        Stored stored = folder.get(name);
        Path file = folder.file(name);
        if (stored.formatVersion() > FORMAT_VERSION) {
            throw new Failure.BadInput(file + " was written by a newer Lifeboat (format " + stored.formatVersion() + ").", "Update Lifeboat.");
        }
        if (!stored.name().equals(name)) {
            throw new Failure.BadInput(file + " says that its destination is called \"" + stored.name() + "\".", "Give the file and the destination the same name.");
        }
        return new Destination(name, stored.folder(), stored.stack());
    }

    /** Writes aside, fsyncs, renames. @throws Failure.BadInput for a bad name or a folder that is not absolute */
    public void save(Destination destination) {
        if (!destination.folder().isAbsolute()) {
            throw new Failure.BadInput("The folder " + destination.folder() + " of a destination must be an absolute path.");
        }
        folder.save(destination.name(), new Stored(FORMAT_VERSION, destination.name(), destination.folder(), destination.stack()));
    }

    /** Forgets it; what was copied there stays. @throws Failure.NotFound with the names that exist */
    public void remove(String name) {
        folder.remove(name);
    }
}
