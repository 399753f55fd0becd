package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.Optional;

/** Exactly what a backup will do, whatever its kind; immutable. */
public sealed interface BackupPlan permits DatabaseBackupPlan, VolumeBackupPlan, FullBackupPlan, BaseBackupPlan {

    Stack stack();

    /** The folder of the repository that it goes into. */
    Path repository();

    /** How the set is made, and what to expect of it. */
    Terms terms();

    default Optional<String> label() {
        return terms().label();
    }

    /** Of whatever compression. */
    default int zstdLevel() {
        return terms().level();
    }

    /** Compression threads of each member, where the compression knows such. */
    default int zstdWorkers() {
        return terms().workers();
    }

    default Encryption encryption() {
        return terms().encryption();
    }

    default BackupHandling handling() {
        return terms().handling();
    }

    /** At the repository when planned. */
    default long freeBytes() {
        return terms().freeBytes();
    }

    /** Empty before there is a set of the same kind that was made alike. */
    default Optional<BackupEstimate> estimate() {
        return terms().estimate();
    }

    /** Of the newest set of the same stack and kind, when there is one. */
    default Optional<Long> previousStoredBytes() {
        return terms().previousStoredBytes();
    }
}
