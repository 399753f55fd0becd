package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.engine.repository.BackupSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The span of moments to which one base backup can be brought with the log that is kept: without a hole from the backup's end on.
 *
 * @param base     the backup
 * @param store    where the log is
 * @param from     the backup's end, by the server's clock
 * @param until    by the server's clock: what was committed up to then is there; the same as {@code from} when there is no log behind the backup
 * @param first    the backup is consistent from here on
 * @param last     start of the last record that is there
 * @param segments the log from the backup's end on, in order, across timelines
 * @param points   the restore points in it
 * @param why      what ends it, for people
 */
public record RecoveryWindow(BackupSet base, WalStore store, Instant from, Instant until, Lsn first, Lsn last, List<SegmentName> segments, List<Point> points, String why) {

    /** A named restore point. */
    public record Point(String name, Lsn at, Instant time) {}

    /** Whether there is any log behind the backup. */
    public boolean isOpen() {
        return !segments.isEmpty();
    }

    public int timeline() {
        return isOpen() ? segments.getLast().timeline() : base.manifest().base().orElseThrow().timeline();
    }

    /** Whether this window can have the target in it; of a transaction that is known only when the log has been read. */
    public boolean mayHold(RecoveryTarget target) {
        return isOpen() && switch (target) {
            case RecoveryTarget.Time(Instant at) -> !at.isBefore(from) && !at.isAfter(until);
            case RecoveryTarget.Position(Lsn at) -> !at.isBefore(first) && at.compareTo(last) <= 0;
            case RecoveryTarget.Named(String name) -> point(name).isPresent();
            case RecoveryTarget.Transaction _ -> true;
        };
    }

    Optional<Point> point(String name) {
        return points.stream().filter(point -> point.name().equals(name)).findFirst();
    }
}
