package dev.lifeboat.engine.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A run that is to begin now.
 *
 * @param planned its time by the cron expression: the latest one that has come
 * @param missed  how many planned runs before it did not take place; this one makes up for them
 * @param late    whether it should have begun a while ago: nobody was there then
 */
record Due(Schedule schedule, Instant planned, int missed, boolean late) {

    private static final Duration PUNCTUAL = Duration.ofMinutes(2);

    /** @param handled up to which planned time everything is dealt with */
    static Optional<Due> of(Schedule schedule, Instant handled, Instant now) {
        Instant latest = null;
        int count = 0;
        Optional<Instant> planned = schedule.planned(handled);
        while (planned.isPresent() && !schedule.start(planned.get()).isAfter(now)) {
            latest = planned.get();
            count++;
            planned = schedule.planned(latest);
        }
        if (latest == null) {
            return Optional.empty();
        }
        return Optional.of(new Due(schedule, latest, count - 1, schedule.start(latest).plus(PUNCTUAL).isBefore(now)));
    }

    boolean catchesUp() {
        return missed > 0 || late;
    }
}
