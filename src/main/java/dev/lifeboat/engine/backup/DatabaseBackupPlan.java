package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.postgres.ClientTools;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Exactly what a database backup will do; immutable.
 *
 * @param databaseBytes size on the server of each database, in the order of the work
 * @param zstdLevel     of whatever compression
 * @param zstdWorkers   compression threads for each database
 * @param freeBytes     at the repository when planned
 * @param encryption    of the members
 * @param previousStoredBytes of the newest set of the same stack, when there is one
 * @param estimate      empty before there is such a set
 */
public record DatabaseBackupPlan(Stack stack, Path repository, Map<String, Long> databaseBytes, ClientTools tools,
        Optional<String> label, int zstdLevel, int zstdWorkers, long freeBytes, Optional<Long> previousStoredBytes, Encryption encryption,
        BackupHandling handling, Optional<Estimate> estimate) {

    /**
     * What the newest set of the stack makes one expect.
     *
     * @param storedBytes    of the set
     * @param durationMillis of the backup, the wanted rate considered
     */
    public record Estimate(long storedBytes, long durationMillis) {}


    /** What the operator can choose. {@code databases} empty: those of the stack; {@code encryption} empty: as the stack says. */
    public record Options(List<String> databases, Optional<String> label, int zstdLevel, Optional<Encryption> encryption, BackupHandling handling) {
        public static final Options DEFAULT = new Options(List.of(), Optional.empty(), 3);

        /** Encrypted as the stack says. */
        public Options(List<String> databases, Optional<String> label, int zstdLevel) {
            this(databases, label, zstdLevel, Optional.empty());
        }

        /** Handled as usual. */
        public Options(List<String> databases, Optional<String> label, int zstdLevel, Optional<Encryption> encryption) {
            this(databases, label, zstdLevel, encryption, BackupHandling.USUAL);
        }
    }
}
