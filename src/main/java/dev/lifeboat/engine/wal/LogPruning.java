package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes the log that no base backup of a stack can use any more: what was written before the oldest one that is kept.
 * Where there is no base backup all stays, and so it does while a set cannot be read, because it may be one.
 */
public final class LogPruning {

    private final Repository repository;

    public LogPruning(Repository repository) {
        this.repository = repository;
    }

    /** What would go. @param bytes of its files, as they are stored */
    public record Going(int segments, long bytes) {
        public static final Going NOTHING = new Going(0, 0);
    }

    private record Segment(WalStore store, SegmentName name) {}

    /** What would go after these sets are gone; changes nothing. @param goingSets their ids */
    public Going preview(String stack, Set<String> goingSets) {
        List<Segment> going = going(stack, goingSets);
        return new Going(going.size(), going.stream().mapToLong(LogPruning::bytes).sum());
    }

    /**
     * Deletes what no set that is there needs, oldest first: a kill leaves a shorter log, never one with a hole.
     *
     * @throws dev.lifeboat.engine.Failure.RepositoryLocked nothing was deleted
     * @throws dev.lifeboat.engine.Failure.StorageFailed    when one cannot be deleted; those before it are gone
     */
    public Going run(String stack, Progress progress, Cancellation cancellation) {
        try (RepositoryLock lock = repository.lock("pruning the log of " + stack)) {
            List<Segment> going = going(stack, Set.of());
            progress.phase("Deleting log", going.size(), Unit.STEPS);
            long bytes = 0;
            for (Segment segment : going) {
                cancellation.check();
                lock.check();
                bytes += bytes(segment);
                remove(segment);
                progress.advance(1);
            }
            return new Going(going.size(), bytes);
        }
    }

    private List<Segment> going(String stack, Set<String> goingSets) {
        Repository.Listing listing = repository.list();
        if (!listing.unreadable().isEmpty()) {
            return List.of();
        }
        Map<String, List<Manifest.BaseRecord>> kept = listing.sets().stream()
                .filter(set -> set.manifest().base().isPresent() && !goingSets.contains(set.id()))
                .collect(Collectors.groupingBy(set -> set.manifest().server().systemIdentifier(), Collectors.mapping(set -> set.manifest().base().get(), Collectors.toList())));
        List<Segment> going = new ArrayList<>();
        listing.sets().stream().map(BackupSet::manifest).filter(set -> set.stack().equals(stack) && set.base().isPresent()).map(set -> set.server().systemIdentifier())
                .distinct().filter(kept::containsKey).forEach(system -> going.addAll(going(system, kept.get(system))));
        return going;
    }

    private List<Segment> going(String system, List<Manifest.BaseRecord> bases) {
        WalStore store = new WalStore(repository.folder(), system, bases.getFirst().segmentBytes(), Unlock.NONE);
        List<Segment> going = new ArrayList<>();
        for (int timeline : store.timelines()) {
            for (long number : store.stored(timeline)) {
                SegmentName name = new SegmentName(timeline, number);
                if (bases.stream().noneMatch(base -> needs(base, name, store))) {
                    going.add(new Segment(store, name));
                }
            }
        }
        return going;
    }

    /** Its own timeline, and newer ones unless their history says that they did not come from it. */
    private static boolean needs(Manifest.BaseRecord base, SegmentName name, WalStore store) {
        boolean leadsThere = name.timeline() == base.timeline()
                || name.timeline() > base.timeline() && store.history(name.timeline()).map(history -> history.left(base.timeline()).isPresent()).orElse(true);
        return leadsThere && name.number() >= SegmentName.at(base.timeline(), base.start(), store.segmentBytes()).number();
    }

    private static long bytes(Segment segment) {
        try {
            return segment.store().bytes(segment.name());
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look at the segment " + segment.name().text(segment.store().segmentBytes()), e);
        }
    }

    private static void remove(Segment segment) {
        try {
            segment.store().remove(segment.name());
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete the segment " + segment.name().text(segment.store().segmentBytes()), e);
        }
    }
}
