package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import java.nio.file.Path;
import java.time.Duration;

/** The retention of each stack, a readable JSON file {@code <stack>.json} in one folder. Thread-safe; reads anew each time. */
public final class RetentionStore {

    private final JsonFolder<Stored> folder;

    /** A retention as its file holds it. */
    private record Stored(int daily, int weekly, int monthly, int yearly, long minimumAgeHours, String zone) {}

    public RetentionStore(Path folder) {
        this.folder = new JsonFolder<>(folder, Stored.class, "retention");
    }

    /** What was saved for the stack, otherwise the default. @throws Failure.BadInput naming the file that is not usable and why */
    public Retention of(String stack) {
        if (!folder.names().contains(stack)) {
            return Retention.DEFAULT;
        }
        Stored stored = folder.get(stack);
        Retention retention = new Retention(stored.daily(), stored.weekly(), stored.monthly(), stored.yearly(),
                Duration.ofHours(stored.minimumAgeHours()), Retention.zone(stored.zone()));
        refuse(retention, folder.file(stack) + " is not usable: ");
        return retention;
    }

    /** @throws Failure.BadInput for impossible numbers */
    public void save(String stack, Retention retention) {
        refuse(retention, "");
        folder.save(stack, new Stored(retention.daily(), retention.weekly(), retention.monthly(), retention.yearly(),
                retention.minimumAge().toHours(), retention.zone().getId()));
    }

    private static void refuse(Retention retention, String prefix) {
        if (!retention.problems().isEmpty()) {
            throw new Failure.BadInput(prefix + String.join(" ", retention.problems()));
        }
    }
}
