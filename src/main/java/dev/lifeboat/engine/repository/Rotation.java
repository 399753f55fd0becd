package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which sets are read again now, so that every byte of every set is read at least once in a period, by runs at regular
 * times. The work is spread: a run takes about the share of the bytes that falls to it, the longest unread first, and
 * whatever would otherwise become overdue before the next run. Two runs are kept in reserve, so that one that does not
 * happen makes nothing overdue.
 *
 * @param within every byte is read again within this time
 * @param every  how far apart the runs are
 */
public record Rotation(Duration within, Duration every) {

    /** Everything once in 30 days, by a run each day. */
    public static final Rotation DEFAULT = new Rotation(Duration.ofDays(30), Duration.ofDays(1));

    private static final long RESERVE_RUNS = 2;

    /** @throws Failure.BadInput when no run can keep the period */
    public Rotation {
        if (every.isNegative() || every.isZero() || within.compareTo(every.multipliedBy(RESERVE_RUNS)) < 0) {
            throw new Failure.BadInput("Everything cannot be read again within " + inWords(within) + " by runs that are " + inWords(every) + " apart.",
                    "The period must be at least twice the time between the runs.");
        }
    }

    /** A set that is to be read, and since when it was not; {@link Instant#EPOCH} when it was never read again. */
    private record Unread(BackupSet set, Instant since) {}

    /**
     * Those to verify now, the longest unread first. A set that nobody has verified yet is due at once, and so is one
     * that was verified in the future, because then a clock was wrong. Decides only; reads nothing.
     */
    public List<BackupSet> due(List<BackupSet> sets, Instant now) {
        List<Unread> oldestFirst = sets.stream().map(set -> new Unread(set, lastRead(set, now)))
                .sorted(Comparator.comparing(Unread::since).thenComparing(unread -> unread.set().id())).toList();
        double share = share(oldestFirst, now);
        List<BackupSet> due = new ArrayList<>();
        double chosen = 0;
        for (Unread unread : oldestFirst) {
            chosen += weight(unread.set());
            if (chosen > share) {
                break;
            }
            due.add(unread.set());
        }
        return List.copyOf(due);
    }

    /**
     * The bytes to read now. When from now on each run read an equal part, the bytes of every set and of those before it
     * must have been read by its time; what could not be done by the runs after this one is done now.
     */
    private double share(List<Unread> oldestFirst, Instant now) {
        double all = oldestFirst.stream().mapToDouble(unread -> weight(unread.set())).sum();
        Duration period = within.minus(every.multipliedBy(RESERVE_RUNS));
        double perMilli = all / Math.max(1, period.toMillis());
        double share = 0;
        double before = 0;
        for (Unread unread : oldestFirst) {
            before += weight(unread.set());
            Duration left = Duration.between(now, unread.since().plus(period));
            share = Math.max(share, left.compareTo(every) < 0 ? before : before - perMilli * left.toMillis());
        }
        return share;
    }

    private static Instant lastRead(BackupSet set, Instant now) {
        return set.verified().map(VerificationResult::at).filter(at -> !at.isAfter(now)).orElse(Instant.EPOCH);
    }

    /** An empty set costs something, too. */
    private static double weight(BackupSet set) {
        return Math.max(1, set.manifest().sizeBytes());
    }

    private static String inWords(Duration duration) {
        return duration.toHours() % 24 == 0 ? duration.toDays() + " d" : duration.toMinutes() + " min";
    }
}
