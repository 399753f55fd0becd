package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Copies sets to destinations, manifest last, each member checked there; and brings them back. Thread-safe. */
public final class Replication {

    private final AuditLog audit;
    private final Places places;
    private final Path mirrors;
    private final Set<String> locks = ConcurrentHashMap.newKeySet();

    /**
     * @param copied        ids copied now
     * @param alreadyThere  ids that were there: the same manifest, and every member with its size
     * @param bytes         copied now; what an earlier try had copied is not among them
     * @param refused       ids that may not lie there: not encrypted, and the destination is not trusted
     * @param outsideWindow whether the rest waits for the hours of the destination
     */
    public record Result(String destination, List<String> copied, List<String> alreadyThere, long bytes, List<String> refused, boolean outsideWindow) {

        /** Nothing was refused, nothing waits. */
        public Result(String destination, List<String> copied, List<String> alreadyThere, long bytes) {
            this(destination, copied, alreadyThere, bytes, List.of(), false);
        }
    }

    /** @param mirrors folder for what is known of places elsewhere and fetched from them; may be deleted at any time */
    public Replication(AuditLog audit, Places places, Path mirrors) {
        this.audit = audit;
        this.places = places;
        this.mirrors = mirrors;
    }

    public Places places() {
        return places;
    }

    private Path mirror(Destination destination) {
        return mirrors.resolve(destination.name());
    }

    private Outpost outpost(Destination destination, Cancellation cancellation) {
        return new Outpost(destination, places.open(destination.location(), destination.terms().bytesPerSecond()), mirror(destination), cancellation);
    }

    /**
     * A round trip, one check for each step, until the first that fails. The first time it makes the place ours when that
     * is missing or empty; a place that was ours and has lost its mark (its disk is not mounted) is never made again.
     */
    public List<Check> test(Destination destination, Repository repository) {
        if (destination.location() instanceof Location.Folder(Path folder)) {
            return new FolderRoundTrip(repository, destination, folder).checks();
        }
        Cancellation cancellation = new Cancellation();
        try (Outpost outpost = outpost(destination, cancellation)) {
            return new PlaceRoundTrip(repository, destination, outpost, locks, cancellation).checks();
        } catch (Failure.ToolMissing | Failure.BadInput | Failure.ConnectionFailed e) {
            return List.of(Check.fail("Tools", e.getMessage(), e.hints().toArray(String[]::new)));
        }
    }

    /** As {@link #copy(Repository, Destination, boolean, Progress, Cancellation)}, within its hours. */
    public Result copy(Repository from, Destination to, Progress progress, Cancellation cancellation) {
        return copy(from, to, false, progress, cancellation);
    }

    /**
     * Copies what is missing there, the newest first. Sets that cannot be copied do not keep the others from it.
     *
     * @param now whatever the hours of the destination are
     * @throws Failure.NoRepository       when the destination is not there, or is not ours
     * @throws Failure.ConnectionFailed   when its host or service cannot be reached, or is not the one it was
     * @throws Failure.RepositoryLocked   when another process writes there
     * @throws Failure.StorageFailed      when it cannot be written, or is full; what was copied before is kept
     * @throws Failure.VerificationFailed when some sets could not be copied, or lie there differently; all others were copied
     */
    public Result copy(Repository from, Destination to, boolean now, Progress progress, Cancellation cancellation) {
        audit.record("destination.copy", to.name(), "started", "To " + to.location().inWords() + ".");
        try {
            Result result = copyMissing(from, to, now, progress, cancellation);
            audit.recordEnd("destination.copy", to.name(), "done", Sizes.count(result.copied().size(), "set") + " copied, "
                    + Sizes.inWords(result.bytes()) + "; " + result.alreadyThere().size() + " were there.").ifPresent(progress::note);
            return result;
        } catch (Failure e) {
            audit.recordFailure("destination.copy", to.name(), e.getMessage(), e);
            throw e;
        }
    }

    private Result copyMissing(Repository from, Destination to, boolean now, Progress progress, Cancellation cancellation) {
        Openness openness = () -> now || to.terms().window().map(window -> window.contains(LocalTime.now())).orElse(true);
        if (to.location() instanceof Location.Folder(Path folder)) {
            return new FolderCopying(from, to, folder, progress, cancellation).run(openness);
        }
        try (Outpost outpost = outpost(to, cancellation)) {
            return new PlaceCopying(from, to, outpost, progress, cancellation).run(to.location().inWords(), openness, locks);
        }
    }

    /** How a destination stands; changes nothing, and reads manifests and small files only. A place elsewhere is not asked: as it was when last seen. */
    public DestinationState state(Repository from, Destination to) {
        return new Standing(from, to, mirror(to)).state();
    }

    /**
     * The repository at a destination, to list and to find sets in. Of a place elsewhere, whose small files are fetched
     * first, it has the manifests: the members of a set come with {@link #fetch}.
     * @throws Failure.NoRepository     when there is none
     * @throws Failure.ConnectionFailed when the place cannot be reached
     */
    public Repository look(Destination at, Cancellation cancellation) {
        if (at.location() instanceof Location.Folder(Path folder)) {
            return Repository.open(folder);
        }
        try (Outpost outpost = outpost(at, cancellation)) {
            return outpost.open();
        }
    }

    /**
     * A set of {@link #look} with all its files on this computer, each checked by its hash. What was fetched before is not
     * fetched again.
     * @throws Failure.SetDamaged    naming what is missing or altered there
     * @throws Failure.StorageFailed when there is not enough space for it here
     */
    public BackupSet fetch(Destination at, BackupSet set, Progress progress, Cancellation cancellation) {
        if (at.location().isHere()) {
            return set;
        }
        try (Outpost outpost = outpost(at, cancellation)) {
            return new Fetching(outpost.open(), outpost.place(), at, progress, cancellation).run(set.id());
        }
    }

    /** Deletes the members that {@link #fetch} brought. */
    public void release(Destination at, BackupSet fetched) {
        if (!at.location().isHere()) {
            Fetching.release(fetched);
        }
    }

    /** Reads every file of a set at a destination and compares it with the set's own checksums; keeps the result there. */
    public VerificationResult verify(Destination at, BackupSet set, Progress progress, Cancellation cancellation) {
        if (at.location() instanceof Location.Folder(Path folder)) {
            return Repository.open(folder).verify(set, VerificationResult.Depth.QUICK, progress, cancellation);
        }
        try (Outpost outpost = outpost(at, cancellation)) {
            outpost.open();
            return new Reading(outpost, progress, cancellation).verify(set.id());
        }
    }
}
