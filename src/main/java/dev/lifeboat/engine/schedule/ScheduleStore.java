package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import dev.lifeboat.engine.repository.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The schedules, each a readable JSON file {@code <name>.json} in one folder. Thread-safe; reads the files anew each time. */
public final class ScheduleStore {

    private static final int FORMAT_VERSION = 1;

    private final JsonFolder<Stored> folder;

    /** A schedule as its file holds it. */
    private record Stored(int formatVersion, String name, String stack, Action action, String cron, String zone, long jitterMinutes, Instant since, Optional<StoredChoices> options) {}

    public ScheduleStore(Path folder) {
        this.folder = new JsonFolder<>(folder, Stored.class, "schedule");
    }

    /** By name. @throws Failure.BadInput naming the file that cannot be read and why */
    public List<Schedule> list() {
        return folder.names().stream().map(this::get).toList();
    }

    /** The names, also of files that cannot be read. */
    public List<String> names() {
        return folder.names();
    }

    /**
     * @throws Failure.NotFound with the names that exist
     * @throws Failure.BadInput naming the file and all that is wrong in it
     */
    public Schedule get(String name) {
        Stored stored = folder.get(name);
        Path file = folder.file(name);
        if (stored.formatVersion() > FORMAT_VERSION) {
            throw new Failure.BadInput(file + " was written by a newer Lifeboat (format " + stored.formatVersion() + ").", "Update Lifeboat.");
        }
        if (!stored.name().equals(name)) {
            throw new Failure.BadInput(file + " says that its schedule is called \"" + stored.name() + "\".", "Give the file and the schedule the same name.");
        }
        Schedule schedule = new Schedule(name, stored.stack(), stored.action(), Cron.parse(stored.cron()), Retention.zone(stored.zone()),
                Duration.ofMinutes(stored.jitterMinutes()), stored.since(),
                stored.options().map(StoredChoices::choices).orElse(BackupChoices.USUAL));
        schedule.refuseProblems(file + " is not usable: ");
        return schedule;
    }

    /** Writes aside, fsyncs, renames. @throws Failure.BadInput with all that is wrong */
    public void save(Schedule schedule) {
        schedule.refuseProblems("");
        folder.save(schedule.name(), new Stored(FORMAT_VERSION, schedule.name(), schedule.stack(), schedule.action(), schedule.cron().text(),
                schedule.zone().getId(), schedule.jitter().toMinutes(), schedule.since(),
                Optional.of(schedule.choices()).filter(choices -> !choices.equals(BackupChoices.USUAL)).map(StoredChoices::of)));
    }

    /** Forgets it. @throws Failure.NotFound with the names that exist */
    public void remove(String name) {
        folder.remove(name);
    }
}
