package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.place.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps Lifeboats apart at a place that can do no more than list and put. Each puts a file of its own, then looks who else
 * did, and goes when somebody did; of two that come at the same moment both may go. A file whose process is gone on this computer counts for nothing, and one from
 * elsewhere neither once it was silent for {@link #SILENCE}. For one thread.
 *
 * <p>That is enough because nothing is ever written over by something else: two that copied at the same time all the same
 * would have put the same bytes.
 */
final class PlaceLock implements AutoCloseable {

    static final String FOLDER = "locks";
    /** Longer than one batch takes on a slow line: between batches the file is put anew. Longer, too, than clocks differ. */
    static final Duration SILENCE = Duration.ofHours(12);

    private final Place place;
    private final Path aside;
    private final Owner owner;
    private final Set<String> held;
    private final Cancellation cancellation;

    /** @param token new with each lock */
    private record Owner(ProcessIdentity process, String purpose, Instant since, String token) {

        String path() {
            return FOLDER + "/" + token + ".json";
        }

        String inWords() {
            return process + " since " + since + " (" + purpose + ")";
        }
    }

    private PlaceLock(Place place, Path aside, Owner owner, Set<String> held, Cancellation cancellation) {
        this.place = place;
        this.aside = aside;
        this.owner = owner;
        this.held = held;
        this.cancellation = cancellation;
    }

    /**
     * @param held tokens of the locks that this process holds: one of its own that is not among them was left behind
     * @throws Failure.RepositoryLocked naming who works there
     */
    static PlaceLock take(Place place, String where, String purpose, Set<String> held, Cancellation cancellation) {
        try {
            Path aside = Files.createTempDirectory("lb-lock");
            Owner owner = new Owner(ProcessIdentity.current(), purpose, Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
            PlaceLock lock = new PlaceLock(place, aside, owner, held, cancellation);
            held.add(owner.token());
            try {
                lock.beat();
                Optional<Owner> other = lock.other();
                if (other.isPresent()) {
                    throw new Failure.RepositoryLocked(where + " is in use by " + other.get().inWords() + ".", "Wait until it has ended, or end it.",
                            "A process that is gone on this computer is noticed at once; one on another computer after " + SILENCE.toHours() + " hours of silence.");
                }
                return lock;
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make a lock for " + where, e);
        }
    }

    /** Says that its holder is alive. */
    void beat() {
        try {
            Path file = aside.resolve(owner.path());
            AtomicFile.write(file, Json.readable(owner));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            place.put(aside, List.of(owner.path()), true, Progress.NONE, cancellation);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write the lock", e);
        }
    }

    /** Who else is there and alive; what the dead left is deleted. */
    private Optional<Owner> other() throws IOException {
        List<Place.Entry> all = place.list(cancellation).stream().filter(entry -> entry.path().startsWith(FOLDER + "/") && entry.path().endsWith(".json")).toList();
        Instant now = all.stream().filter(entry -> entry.path().equals(owner.path())).map(Place.Entry::modified).findFirst().orElse(Instant.now());
        List<String> others = all.stream().map(Place.Entry::path).filter(path -> !path.equals(owner.path())).toList();
        place.get(others, aside, Progress.NONE, cancellation);
        Optional<Owner> first = Optional.empty();
        for (Place.Entry entry : all) {
            Path file = aside.resolve(entry.path());
            if (!others.contains(entry.path()) || !Files.exists(file)) {
                continue;
            }
            Owner other = read(file);
            if (isOver(other) || Duration.between(entry.modified(), now).compareTo(SILENCE) > 0) {
                place.delete(List.of(entry.path()), cancellation);
            } else if (first.isEmpty()) {
                first = Optional.of(other);
            }
        }
        return first;
    }

    private boolean isOver(Owner other) {
        return other.process().isDead() || other.process().isLocal() && other.process().pid() == ProcessHandle.current().pid() && !held.contains(other.token());
    }

    /** One that cannot be read is somebody's all the same. */
    private static Owner read(Path file) throws IOException {
        try {
            return Json.read(Files.readAllBytes(file), Owner.class, file);
        } catch (Failure.BadInput _) {
            return new Owner(new ProcessIdentity("an unknown host", 0, Optional.empty()), "unknown", Instant.EPOCH, "");
        }
    }

    /** Leaves; when the place does not answer any more the file stays, and is seen as that of a process that is gone. */
    @Override
    public void close() {
        try {
            place.delete(List.of(owner.path()), new Cancellation());
        } catch (Failure e) {
            org.slf4j.LoggerFactory.getLogger(PlaceLock.class).warn("The lock {} could not be deleted", owner.path(), e);
        } finally {
            held.remove(owner.token());
            FolderTree.delete(aside);
        }
    }
}
