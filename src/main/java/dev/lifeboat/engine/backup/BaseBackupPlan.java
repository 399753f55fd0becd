package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.postgres.ClientTools;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what a base backup will do; immutable.
 *
 * @param sizeBytes   of the server's data; absent when its role may not ask
 * @param warnings    what it will not hold, found beforehand
 * @param zstdWorkers compression threads
 * @param freeBytes   at the repository when planned
 */
public record BaseBackupPlan(Stack stack, Path repository, Optional<Long> sizeBytes, List<String> warnings, ClientTools tools,
        Optional<String> label, int zstdLevel, int zstdWorkers, long freeBytes) {

    /** What the operator can choose. */
    public record Options(Optional<String> label, int zstdLevel) {
        public static final Options DEFAULT = new Options(Optional.empty(), 3);
    }
}
