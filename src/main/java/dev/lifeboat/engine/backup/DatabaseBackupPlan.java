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
 */
public record DatabaseBackupPlan(Stack stack, Path repository, Map<String, Long> databaseBytes, ClientTools tools, Terms terms) implements BackupPlan {

    /** What the operator can choose. {@code databases} empty: those of the stack. */
    public record Options(List<String> databases, SetOptions common) {
        public static final Options DEFAULT = new Options(List.of(), SetOptions.DEFAULT);

        /** Encrypted as the stack says. */
        public Options(List<String> databases, Optional<String> label, int zstdLevel) {
            this(databases, label, zstdLevel, Optional.empty());
        }

        /** Handled as usual. */
        public Options(List<String> databases, Optional<String> label, int zstdLevel, Optional<Encryption> encryption) {
            this(databases, label, zstdLevel, encryption, BackupHandling.USUAL);
        }

        public Options(List<String> databases, Optional<String> label, int zstdLevel, Optional<Encryption> encryption, BackupHandling handling) {
            this(databases, new SetOptions(label, zstdLevel, encryption, handling));
        }

        public Optional<String> label() {
            return common.label();
        }

        public int zstdLevel() {
            return common.level();
        }
    }

    long bytes() {
        return databaseBytes.values().stream().mapToLong(Long::longValue).sum();
    }

    DatabaseBackupPlan with(Terms others) {
        return new DatabaseBackupPlan(stack, repository, databaseBytes, tools, others);
    }
}
