package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.JsonFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which stacks' logs the agent receives all the time, a file {@code <stack>.json} for each. Thread-safe; reads the files anew each time. */
public final class KeptLogs {

    private final JsonFolder<KeptLog> folder;

    /** @param unencrypted stored as it is, although the stack's sets are encrypted */
    public record KeptLog(boolean unencrypted) {}

    public KeptLogs(Path folder) {
        this.folder = new JsonFolder<>(folder, KeptLog.class, "kept log");
    }

    /** The stacks, by name. */
    public List<String> stacks() {
        return folder.names();
    }

    /** Empty when the stack's log is not kept. @throws dev.lifeboat.engine.Failure.BadInput when its file cannot be read, and why */
    public Optional<KeptLog> of(String stack) {
        return stacks().contains(stack) ? Optional.of(folder.get(stack)) : Optional.empty();
    }

    public void keep(String stack, KeptLog how) {
        folder.save(stack, how);
    }

    /** @return false when it was not kept */
    public boolean forget(String stack) {
        boolean kept = stacks().contains(stack);
        if (kept) {
            folder.remove(stack);
        }
        return kept;
    }
}
