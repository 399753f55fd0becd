package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.postgres.ClientTools;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what a base backup will do; immutable.
 *
 * @param sizeBytes of the server's data; absent when its role may not ask
 * @param warnings  what it will not hold, found beforehand
 */
public record BaseBackupPlan(Stack stack, Path repository, Optional<Long> sizeBytes, List<String> warnings, ClientTools tools, Terms terms) implements BackupPlan {

    /** What the operator can choose. */
    public record Options(SetOptions common) {
        public static final Options DEFAULT = new Options(SetOptions.DEFAULT);

        /** Encrypted as the stack says, handled as usual. */
        public Options(Optional<String> label, int zstdLevel) {
            this(new SetOptions(label, zstdLevel, Optional.empty(), BackupHandling.USUAL));
        }
    }
}
