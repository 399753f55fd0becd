package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what a full backup will do; immutable. Both of its parts are on the same terms.
 *
 * @param services containers that write to the volumes: held while snapshots are taken and the volumes copied
 */
public record FullBackupPlan(DatabaseBackupPlan databases, VolumeBackupPlan volumes, List<String> services, HeldServices.Mode mode) implements BackupPlan {

    /** What the operator can choose. {@code databases} and {@code volumes} empty: those of the stack. */
    public record Options(List<String> databases, List<String> volumes, HeldServices.Mode mode, SetOptions common) {
        public static final Options DEFAULT = new Options(List.of(), List.of(), HeldServices.Mode.PAUSE, SetOptions.DEFAULT);

        /** Encrypted as the stack says, handled as usual. */
        public Options(List<String> databases, List<String> volumes, Optional<String> label, int zstdLevel, HeldServices.Mode mode) {
            this(databases, volumes, mode, new SetOptions(label, zstdLevel, Optional.empty(), BackupHandling.USUAL));
        }
    }

    @Override public Stack stack() {
        return databases.stack();
    }

    @Override public Path repository() {
        return databases.repository();
    }

    @Override public Terms terms() {
        return databases.terms();
    }
}
