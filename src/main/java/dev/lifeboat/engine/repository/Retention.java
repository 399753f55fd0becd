package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which sets are kept. Of the last so many days, weeks, months and years that have a set, the newest usable one of each;
 * a day without a set takes no place, so that a pause deletes nothing. Each stack and kind is counted for itself.
 *
 * <p>Whatever the numbers are: the newest set, the newest verified one, pinned ones and those of a minimum age stay, and
 * where none is verified all stay. Sets that are found damaged take no place of another.
 *
 * @param daily      0 or more, and so the others
 * @param minimumAge younger sets stay
 * @param zone       whose calendar days, weeks (from Monday), months and years are meant
 */
public record Retention(int daily, int weekly, int monthly, int yearly, Duration minimumAge, ZoneId zone) {

    /** 30 days, 12 weeks, 12 months; nothing that is younger than a day. */
    public static final Retention DEFAULT = new Retention(30, 12, 12, 0, Duration.ofDays(1), ZoneId.of("UTC"));

    private static final int MOST = 10_000;
    private static final Comparator<BackupSet> NEWEST_FIRST =
            Comparator.comparing((BackupSet set) -> set.manifest().startedAt()).thenComparing(BackupSet::id).reversed();

    /** Why a set is kept. */
    public enum Reason { DAILY, WEEKLY, MONTHLY, YEARLY, NEWEST, NEWEST_VERIFIED, PINNED, YOUNG, NOTHING_VERIFIED }

    /** What becomes of one set. @param reasons why it is kept; empty means that it goes */
    public record Fate(BackupSet set, Set<Reason> reasons) {
        public boolean kept() {
            return !reasons.isEmpty();
        }
    }

    /** All that is wrong, one sentence each; empty when it can be used. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (int count : List.of(daily, weekly, monthly, yearly)) {
            if (count < 0 || count > MOST) {
                problems.add("A count of sets to keep is from 0 to " + MOST + ", not " + count + ".");
            }
        }
        if (minimumAge.isNegative()) {
            problems.add("The minimum age cannot be negative.");
        }
        return List.copyOf(problems);
    }

    /**
     * What becomes of each set, newest first. Decides only; deletes nothing.
     *
     * @param now the time on the clock
     * @throws Failure.PreflightFailed when the clock is before the newest set: then one of them is wrong
     */
    public List<Fate> fates(List<BackupSet> sets, Instant now) {
        for (BackupSet set : sets) {
            if (now.isBefore(set.manifest().completedAt())) {
                throw new Failure.PreflightFailed("The clock says " + now + ", but the set " + set.id() + " was completed at "
                        + set.manifest().completedAt() + ". Nothing was deleted.", List.of("Set the clock of this computer, or find out which computer's was wrong."));
            }
        }
        Map<List<String>, List<BackupSet>> groups = new LinkedHashMap<>();
        sets.stream().sorted(NEWEST_FIRST)
                .forEach(set -> groups.computeIfAbsent(List.of(set.manifest().stack(), set.manifest().kind().name()), _ -> new ArrayList<>()).add(set));
        List<Fate> fates = new ArrayList<>();
        groups.values().forEach(group -> fates.addAll(group(group, now)));
        fates.sort(Comparator.comparing(Fate::set, NEWEST_FIRST));
        return List.copyOf(fates);
    }

    private List<Fate> group(List<BackupSet> newestFirst, Instant now) {
        Map<String, EnumSet<Reason>> reasons = new HashMap<>();
        newestFirst.forEach(set -> reasons.put(set.id(), EnumSet.noneOf(Reason.class)));
        reasons.get(newestFirst.getFirst().id()).add(Reason.NEWEST);
        newestFirst.stream().filter(Retention::isVerified).findFirst().ifPresentOrElse(
                set -> reasons.get(set.id()).add(Reason.NEWEST_VERIFIED),
                () -> reasons.values().forEach(its -> its.add(Reason.NOTHING_VERIFIED)));
        for (BackupSet set : newestFirst) {
            if (set.pin().isPresent()) {
                reasons.get(set.id()).add(Reason.PINNED);
            }
            if (Duration.between(set.manifest().completedAt(), now).compareTo(minimumAge) < 0) {
                reasons.get(set.id()).add(Reason.YOUNG);
            }
        }
        holders(newestFirst, daily, day -> day).forEach(set -> reasons.get(set.id()).add(Reason.DAILY));
        holders(newestFirst, weekly, Retention::week).forEach(set -> reasons.get(set.id()).add(Reason.WEEKLY));
        holders(newestFirst, monthly, YearMonth::from).forEach(set -> reasons.get(set.id()).add(Reason.MONTHLY));
        holders(newestFirst, yearly, LocalDate::getYear).forEach(set -> reasons.get(set.id()).add(Reason.YEARLY));
        return newestFirst.stream().map(set -> new Fate(set, Set.copyOf(reasons.get(set.id())))).toList();
    }

    private static Object week(LocalDate day) {
        return List.of(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    /** In each of the newest periods the newest verified set has the place; where none is verified, the newest not known to be damaged. */
    private Collection<BackupSet> holders(List<BackupSet> newestFirst, int periods, Function<LocalDate, Object> period) {
        Map<Object, BackupSet> holders = new LinkedHashMap<>();
        for (BackupSet set : newestFirst) {
            if (isDamaged(set)) {
                continue;
            }
            Object its = period.apply(LocalDate.ofInstant(set.manifest().startedAt(), zone));
            BackupSet holder = holders.get(its);
            if (holder == null && holders.size() == periods) {
                break;
            }
            if (holder == null || isVerified(set) && !isVerified(holder)) {
                holders.put(its, set);
            }
        }
        return holders.values();
    }

    private static boolean isVerified(BackupSet set) {
        return set.verified().filter(VerificationResult::ok).isPresent();
    }

    private static boolean isDamaged(BackupSet set) {
        return set.verified().filter(result -> !result.ok()).isPresent();
    }

    /** @throws Failure.BadInput when there is no such zone */
    public static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException _) {
            throw new Failure.BadInput("There is no time zone \"" + id + "\".", "Such as UTC or Europe/Berlin.");
        }
    }
}
