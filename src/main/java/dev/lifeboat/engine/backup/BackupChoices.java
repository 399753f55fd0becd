package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.secret.Encryption;
import java.util.ArrayList;
import java.util.List;

/**
 * What the operator has chosen about a backup of whichever kind. Immutable.
 *
 * @param databases empty: those of the stack
 * @param volumes   empty: those of the stack
 * @param stop      whether services that write are stopped instead of paused; for a full set
 */
public record BackupChoices(List<String> databases, List<String> volumes, boolean stop, SetOptions common) {

    public static final BackupChoices USUAL = new BackupChoices(List.of(), List.of(), false, SetOptions.DEFAULT);

    public BackupChoices {
        databases = List.copyOf(databases);
        volumes = List.copyOf(volumes);
    }

    public DatabaseBackupPlan.Options ofDatabases() {
        return new DatabaseBackupPlan.Options(databases, common);
    }

    public VolumeBackupPlan.Options ofVolumes() {
        return new VolumeBackupPlan.Options(volumes, common);
    }

    public FullBackupPlan.Options full() {
        return new FullBackupPlan.Options(databases, volumes, stop ? HeldServices.Mode.STOP : HeldServices.Mode.PAUSE, common);
    }

    public BaseBackupPlan.Options base() {
        return new BaseBackupPlan.Options(common);
    }

    /** What means nothing for a set of this kind, one sentence each. */
    public List<String> problems(Kind kind) {
        List<String> problems = new ArrayList<>();
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        if (!databases.isEmpty() && !kind.holdsDatabases()) {
            problems.add("A backup of the kind " + name + " takes no single databases.");
        }
        if (!volumes.isEmpty() && kind != Kind.VOLUMES && kind != Kind.FULL) {
            problems.add("A backup of the kind " + name + " takes no volumes.");
        }
        if (stop && kind != Kind.FULL) {
            problems.add("Only a full backup stops services.");
        }
        if (common.handling().parallel() != 1 && !kind.holdsDatabases()) {
            problems.add("Only databases are backed up at the same time; a backup of the kind " + name + " has none to dump.");
        }
        return List.copyOf(problems);
    }

    /** Whether somebody would have to type a passphrase. */
    public boolean needsPassphrase() {
        return common.encryption().filter(Encryption.WithPassphrase.class::isInstance).isPresent();
    }
}
