package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.repository.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The destinations, each a readable JSON file {@code <name>.json} in one folder. Thread-safe; reads the files anew each time. */
public final class DestinationStore {

    /** 1 knew folders only, all of them trusted. */
    private static final int FORMAT_VERSION = 2;
    private static final long SLOWEST = 1024;

    private final JsonFolder<Stored> folder;

    /** A destination as its file holds it: one of the places. */
    private record Stored(int formatVersion, String name, Optional<Path> folder, Optional<Location.Ssh> ssh, Optional<Location.Bucket> s3, Optional<String> stack,
            Optional<Set<Kind>> kinds, Optional<Set<String>> labels, Optional<Boolean> trusted, Optional<Long> bytesPerSecond, Optional<String> window) {

        Optional<Location> location() {
            return folder.<Location>map(Location.Folder::new).or(() -> ssh).or(() -> s3);
        }
    }

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
        Location location = stored.location().orElseThrow(() -> new Failure.BadInput(file + " does not say where the destination is.", "Add the destination again."));
        boolean trusted = stored.trusted().orElse(stored.formatVersion() == 1);
        return new Destination(name, location, new Destination.Filter(stored.stack(), stored.kinds().orElse(Set.of()), stored.labels().orElse(Set.of())),
                new Destination.Terms(trusted, stored.bytesPerSecond(), stored.window().map(Window::parse)));
    }

    /** Writes aside, fsyncs, renames. @throws Failure.BadInput for a bad name, or a place that cannot be one */
    public void save(Destination destination) {
        destination.location().check();
        destination.terms().bytesPerSecond().filter(limit -> limit < SLOWEST).ifPresent(limit -> {
            throw new Failure.BadInput("The limit is " + limit + " bytes a second; it must be at least " + SLOWEST + ".");
        });
        Optional<Path> local = destination.location() instanceof Location.Folder(Path where) ? Optional.of(where) : Optional.empty();
        Optional<Location.Ssh> ssh = destination.location() instanceof Location.Ssh where ? Optional.of(where) : Optional.empty();
        Optional<Location.Bucket> s3 = destination.location() instanceof Location.Bucket where ? Optional.of(where) : Optional.empty();
        Destination.Filter filter = destination.filter();
        Destination.Terms terms = destination.terms();
        folder.save(destination.name(), new Stored(FORMAT_VERSION, destination.name(), local, ssh, s3, filter.stack(),
                Optional.of(filter.kinds()).filter(kinds -> !kinds.isEmpty()), Optional.of(filter.labels()).filter(labels -> !labels.isEmpty()),
                Optional.of(terms.trusted()), terms.bytesPerSecond(), terms.window().map(Window::toString)));
    }

    /** Forgets it; what was copied there stays. @throws Failure.NotFound with the names that exist */
    public void remove(String name) {
        folder.remove(name);
    }
}
