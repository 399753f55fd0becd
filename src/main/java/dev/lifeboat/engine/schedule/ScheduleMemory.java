package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which runs of each schedule are dealt with, a small JSON file each: what tells a missed run from one that was done. It is
 * written when a run begins and when it has ended, in one step each. Thread-safe.
 */
public final class ScheduleMemory {

    private final JsonFolder<Remembered> folder;
    private final JsonFolder<Told> told;

    /**
     * @param handled the time of the last planned run that was done, or made up for by a later one; nothing planned up to it is missed
     * @param running the time of the planned run that has begun and not ended; after a crash it is still here
     */
    public record Remembered(Instant handled, Optional<Instant> running, Optional<LastRun> last) {}

    /** @param overdue the planned time of a run of which somebody was told that it did not take place */
    private record Told(Instant overdue) {}

    public ScheduleMemory(Path folder) {
        this.folder = new JsonFolder<>(folder, Remembered.class, "schedule state");
        told = new JsonFolder<>(folder.resolve("told"), Told.class, "schedule state");
    }

    /** What is known of a schedule; a new one has dealt with everything before it was made. */
    public Remembered of(Schedule schedule) {
        Remembered kept;
        try {
            kept = folder.get(schedule.name());
        } catch (Failure.NotFound _) {
            kept = new Remembered(schedule.since(), Optional.empty(), Optional.empty());
        }
        return kept.handled().isBefore(schedule.since()) ? new Remembered(schedule.since(), kept.running(), kept.last()) : kept;
    }

    /** The clock was set back behind what is dealt with: from now on the schedule goes by the new time. */
    void beginAnew(Schedule schedule, Instant now) {
        Remembered before = of(schedule);
        folder.save(schedule.name(), new Remembered(now, before.running(), before.last()));
    }

    void started(Schedule schedule, Instant planned) {
        Remembered before = of(schedule);
        folder.save(schedule.name(), new Remembered(before.handled(), Optional.of(planned), before.last()));
    }

    /** @param handled up to which planned time nothing is missed any more */
    void ended(Schedule schedule, Instant handled, LastRun run) {
        folder.save(schedule.name(), new Remembered(handled, Optional.empty(), Optional.of(run)));
    }

    /** A person had it done besides its planned runs, which stay as they are. */
    void ranOnRequest(Schedule schedule, LastRun run) {
        Remembered before = of(schedule);
        folder.save(schedule.name(), new Remembered(before.handled(), before.running(), Optional.of(run)));
    }

    /** The planned run whose absence was told last. */
    Optional<Instant> toldOverdue(String name) {
        try {
            return Optional.of(told.get(name).overdue());
        } catch (Failure.NotFound | Failure.BadInput _) {
            return Optional.empty();
        }
    }

    void tellsOverdue(String name, Instant planned) {
        told.save(name, new Told(planned));
    }

    /** Forgets a schedule that is no more. */
    public void forget(String name) {
        if (folder.names().contains(name)) {
            folder.remove(name);
        }
        if (told.names().contains(name)) {
            told.remove(name);
        }
    }
}
