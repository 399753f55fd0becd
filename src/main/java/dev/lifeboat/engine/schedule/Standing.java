package dev.lifeboat.engine.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * How a schedule stands at one moment.
 *
 * @param next    when the next run begins
 * @param last    how the last one came out
 * @param overdue the planned time of the first run that should have begun and did not
 */
public record Standing(Schedule schedule, Optional<Instant> next, Optional<LastRun> last, boolean running, Optional<Instant> overdue) {

    /** @param running whether a living agent works on it now */
    public static Standing of(Schedule schedule, ScheduleMemory.Remembered known, boolean running, Instant now) {
        Optional<Instant> open = schedule.planned(known.handled());
        boolean late = !running && open.filter(planned -> schedule.start(planned).plus(Schedule.GRACE).isBefore(now)).isPresent();
        return new Standing(schedule, schedule.nextStarts(now, 1).stream().findFirst(), known.last(), running, late ? open : Optional.empty());
    }
}
