package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetImport;
import dev.lifeboat.engine.repository.VerificationResult;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Copies sets to destinations, manifest last, each member checked by reading it back. Thread-safe. */
public final class Replication {

    private final AuditLog audit;

    /**
     * @param copied       ids copied now
     * @param alreadyThere ids that were there: the same manifest, and every member with its size
     * @param bytes        copied now; what an earlier try had copied is not among them
     */
    public record Result(String destination, List<String> copied, List<String> alreadyThere, long bytes) {}

    public Replication(AuditLog audit) {
        this.audit = audit;
    }

    /**
     * A round trip, one check for each step, until the first that fails: elsewhere than the repository, there and ours, write, fsync, rename, read back, delete, free space,
     * not the disk it protects. The first time it makes the folder ours when that is missing or empty; a folder that
     * was ours and has lost its mark (its disk is not mounted) is never made again.
     */
    public List<Check> test(Destination destination, Repository repository) {
        return new RoundTrip(repository, destination).checks();
    }

    /**
     * Copies what is missing there, the newest first. Sets that cannot be copied do not keep the others from it.
     *
     * @throws Failure.NoRepository       when the destination is not there, or is not ours
     * @throws Failure.RepositoryLocked   when another process writes there
     * @throws Failure.StorageFailed      when it cannot be written, or is full; what was copied before is kept
     * @throws Failure.VerificationFailed when some sets could not be copied, or lie there differently; all others were copied
     */
    public Result copy(Repository from, Destination to, Progress progress, Cancellation cancellation) {
        audit.record("destination.copy", to.name(), "started", "To " + to.folder() + ".");
        try {
            Result result = copyMissing(from, to, progress, cancellation);
            audit.record("destination.copy", to.name(), "done", Sizes.count(result.copied().size(), "set") + " copied, "
                    + Sizes.inWords(result.bytes()) + "; " + result.alreadyThere().size() + " were there.");
            return result;
        } catch (Failure e) {
            audit.record("destination.copy", to.name(), e instanceof Failure.Cancelled ? "cancelled" : "failed", e.getMessage());
            throw e;
        }
    }

    private Result copyMissing(Repository from, Destination to, Progress progress, Cancellation cancellation) {
        Repository there = prepare(from, to);
        try (RepositoryLock lock = there.lock("copying to " + to.name())) {
            lock.takenOver().ifPresent(progress::note);
            List<BackupSet> wanted = from.list().sets().stream().filter(to::wants).toList();
            List<BackupSet> missing = wanted.stream().filter(set -> !SetImport.isThere(set, there)).toList();
            progress.phase("Copying to " + to.name(), missing.stream().mapToLong(set -> set.manifest().sizeBytes()).sum(), Unit.BYTES);
            List<String> copied = new ArrayList<>();
            List<String> problems = new ArrayList<>();
            Set<String> notBefore = new HashSet<>();
            long bytes = 0;
            for (BackupSet set : missing) {
                cancellation.check();
                try {
                    bytes += new SetImport(set, there, lock, progress, cancellation).run();
                    new Copies(there).keep(set.id(), Instant.now(), from);
                    copied.add(set.id());
                    progress.note("Copied " + set.id());
                } catch (Failure.SetDamaged | Failure.VerificationFailed e) {
                    problems.add(e.getMessage());
                    progress.note(e.getMessage());
                } catch (Failure.NotFound e) { // nothing to copy any more
                    progress.note(e.getMessage());
                    notBefore.add(set.id());
                }
            }
            if (!problems.isEmpty()) {
                throw new Failure.VerificationFailed(problems.size() + " of " + Sizes.count(missing.size(), "set") + " could not be copied to " + to.name()
                        + "; " + copied.size() + " were.", problems);
            }
            notBefore.addAll(copied);
            return new Result(to.name(), List.copyOf(copied), wanted.stream().map(BackupSet::id).filter(id -> !notBefore.contains(id)).toList(), bytes);
        }
    }

    private static Repository prepare(Repository from, Destination to) {
        Place place = new Place(from, to);
        try {
            Optional<String> overlap = place.overlap();
            if (overlap.isPresent()) {
                throw new Failure.NoRepository(overlap.get(), null, "Choose a folder elsewhere for the destination " + to.name() + ".");
            }
            return place.prepare();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look at " + to.folder(), e);
        }
    }

    /** How a destination stands; changes nothing, and reads manifests and small files only. */
    public DestinationState state(Repository from, Destination to) {
        List<BackupSet> wanted = from.list().sets().stream().filter(to::wants).toList();
        Place place = new Place(from, to);
        try {
            Optional<String> overlap = place.overlap();
            if (overlap.isPresent()) {
                return state(to, List.of(), wanted, overlap);
            }
            if (place.isNew() && place.canBeMade()) {
                return state(to, List.of(), wanted, Optional.empty());
            }
            Repository there = place.open();
            Repository.Listing listing = there.list();
            List<DestinationState.Copy> copies = copies(there, listing.sets().stream().filter(to::wants).toList());
            List<BackupSet> waiting = wanted.stream().filter(set -> !SetImport.isThere(set, there)).toList();
            return state(to, copies, waiting, problem(listing, waiting));
        } catch (Failure e) {
            return state(to, List.of(), wanted, Optional.of(e.getMessage()));
        } catch (IOException e) {
            return state(to, List.of(), wanted, Optional.of(AtomicFile.failed("Could not look at " + to.folder(), e).getMessage()));
        }
    }

    private static DestinationState state(Destination to, List<DestinationState.Copy> copies, List<BackupSet> waiting, Optional<String> problem) {
        return new DestinationState(to, copies, waiting.reversed().stream().map(BackupSet::id).toList(),
                waiting.stream().mapToLong(set -> set.manifest().sizeBytes()).sum(),
                copies.stream().map(DestinationState.Copy::copiedAt).max(Comparator.naturalOrder()),
                copies.stream().map(DestinationState.Copy::verifiedAt).max(Comparator.naturalOrder()), problem);
    }

    private static List<DestinationState.Copy> copies(Repository there, List<BackupSet> sets) {
        Copies copies = new Copies(there);
        return sets.stream().map(set -> {
            Instant copiedAt = copies.copiedAt(set);
            return new DestinationState.Copy(set.id(), set.manifest().sizeBytes(), copiedAt, set.verified().map(VerificationResult::at).orElse(copiedAt));
        }).toList();
    }

    private static Optional<String> problem(Repository.Listing there, List<BackupSet> waiting) {
        List<String> failed = there.sets().stream().filter(set -> set.verified().filter(v -> !v.ok()).isPresent()).map(BackupSet::id).toList();
        if (!failed.isEmpty()) {
            return Optional.of("The copy of " + String.join(", ", failed) + " there failed its verification.");
        }
        if (!there.unreadable().isEmpty()) {
            return Optional.of("The copy " + there.unreadable().getFirst().folder().getFileName() + " there is damaged: " + there.unreadable().getFirst().why());
        }
        Set<String> ids = new HashSet<>(there.sets().stream().map(BackupSet::id).toList());
        return waiting.stream().map(BackupSet::id).filter(ids::contains).findFirst().map(id -> "The copy of " + id + " there differs from the set here.");
    }
}
