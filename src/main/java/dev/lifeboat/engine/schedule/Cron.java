package dev.lifeboat.engine.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.lifeboat.engine.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The five fields of a unix crontab: minute, hour, day of month, month, day of week. Immutable.
 *
 * <p>Where the clock is put forward, a time of day that does not exist is run as much later as the clock jumps, and where
 * it is put back, a time of day that comes twice is run the first time only. An expression for every hour (its hours begin
 * with {@code *}) follows the real time instead: as often on these days as hours pass. So does Debian's cron, crontab(5).
 */
public final class Cron {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final String text;
    private final ExecutionTime times;
    private final boolean everyHour;

    private Cron(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
        this.everyHour = text.split(" ")[1].startsWith("*");
    }

    /** @throws Failure.BadInput saying which field is wrong, or that the time never comes */
    public static Cron parse(String text) {
        String fields = String.join(" ", text.strip().split("\\s+"));
        if (fields.split(" ").length != 5) {
            throw new Failure.BadInput("\"" + text + "\" is no cron expression: it needs five fields, minute, hour, day of month, month and day of week.",
                    "Every night at 02:00: \"0 2 * * *\". Every 6 hours: \"0 */6 * * *\". Sundays at 03:30: \"30 3 * * 0\".");
        }
        try {
            Cron cron = new Cron(fields, ExecutionTime.forCron(PARSER.parse(fields)));
            if (cron.next(Instant.EPOCH, ZoneOffset.UTC).isEmpty()) {
                throw new Failure.BadInput("The time of \"" + fields + "\" never comes.", "Is there such a day in that month?");
            }
            return cron;
        } catch (IllegalArgumentException e) {
            throw new Failure.BadInput("\"" + text + "\" is no cron expression: " + e.getMessage(),
                    "Five fields: minute (0-59), hour (0-23), day of month (1-31), month (1-12), day of week (0-7, Sunday is 0 and 7).");
        }
    }

    /** The five fields, with one space between them. */
    public String text() {
        return text;
    }

    /** The first time after an instant; empty when none comes. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        return everyHour ? nextByRealTime(after, zone) : nextByTheClock(after, zone);
    }

    /** The next {@code count} times after an instant. */
    public List<Instant> next(Instant after, ZoneId zone, int count) {
        List<Instant> all = new ArrayList<>();
        Optional<Instant> one = next(after, zone);
        while (one.isPresent() && all.size() < count) {
            all.add(one.get());
            one = next(one.get(), zone);
        }
        return List.copyOf(all);
    }

    private Optional<Instant> nextByRealTime(Instant after, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(after);
        Optional<Instant> found = nextLocal(LocalDateTime.ofInstant(after, offset)).map(local -> local.toInstant(offset));
        ZoneOffsetTransition change = zone.getRules().nextTransition(after);
        if (change == null || found.isPresent() && found.get().isBefore(change.getInstant())) {
            return found;
        }
        return nextByRealTime(change.getInstant(), zone, change.getOffsetAfter());
    }

    /** From a change of the clock on, the change itself included. */
    private Optional<Instant> nextByRealTime(Instant change, ZoneId zone, ZoneOffset offset) {
        Optional<Instant> found = nextLocal(LocalDateTime.ofInstant(change, offset).minusSeconds(1)).map(local -> local.toInstant(offset));
        boolean sameOffset = found.isEmpty() || zone.getRules().getOffset(found.get()).equals(offset);
        return sameOffset ? found : nextByRealTime(found.get().minusSeconds(1), zone);
    }

    private Optional<Instant> nextByTheClock(Instant after, ZoneId zone) {
        LocalDateTime from = LocalDateTime.ofInstant(after, zone).minus(jumpBefore(after, zone));
        while (true) {
            Optional<LocalDateTime> local = nextLocal(from);
            if (local.isEmpty()) {
                return Optional.empty();
            }
            // In a gap ZonedDateTime goes as far forward as the clock; in an overlap it takes the first of the two.
            Instant instant = local.get().atZone(zone).toInstant();
            if (instant.isAfter(after)) {
                return Optional.of(instant);
            }
            from = local.get();
        }
    }

    /** How far the clock jumped shortly before: what was planned in the gap may still be to come. */
    private static Duration jumpBefore(Instant instant, ZoneId zone) {
        ZoneOffsetTransition before = zone.getRules().previousTransition(instant.plusNanos(1));
        return before != null && before.isGap() && instant.isBefore(before.getInstant().plus(before.getDuration())) ? before.getDuration() : Duration.ZERO;
    }

    private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
        return times.nextExecution(after.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    @Override public String toString() {
        return text;
    }
}
