package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.stack.Stack;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what a full backup will do; immutable.
 *
 * @param services containers that write to the volumes: held while snapshots are taken and the volumes copied
 */
public record FullBackupPlan(DatabaseBackupPlan databases, VolumeBackupPlan volumes, List<String> services, HeldServices.Mode mode) {

    /** What the operator can choose. {@code databases} and {@code volumes} empty: those of the stack. */
    public record Options(List<String> databases, List<String> volumes, Optional<String> label, int zstdLevel, HeldServices.Mode mode) {
        public static final Options DEFAULT = new Options(List.of(), List.of(), Optional.empty(), 3, HeldServices.Mode.PAUSE);
    }

    public Stack stack() {
        return databases.stack();
    }
}
