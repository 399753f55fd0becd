package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.stack.Stack;

/** One of each kind of backup. */
public record Backups(DatabaseBackup databases, VolumeBackup volumes, FullBackup full, BaseBackup base) {

    /** Looks, writes nothing. @throws dev.lifeboat.engine.Failure as the kind's own plan does */
    public BackupPlan plan(Kind kind, Stack stack, Repository repository, BackupChoices choices) {
        return switch (kind) {
            case DATABASE -> databases.plan(stack, repository, choices.ofDatabases());
            case VOLUMES -> volumes.plan(stack, repository, choices.ofVolumes());
            case FULL -> full.plan(stack, repository, choices.full());
            case BASE -> base.plan(stack, repository, choices.base());
        };
    }

    /** Takes a backup by its plan. @throws dev.lifeboat.engine.Failure as the kind's own run does */
    public BackupSet run(BackupPlan plan, Progress progress, Cancellation cancellation) {
        return switch (plan) {
            case DatabaseBackupPlan of -> databases.run(of, progress, cancellation);
            case VolumeBackupPlan of -> volumes.run(of, progress, cancellation);
            case FullBackupPlan of -> full.run(of, progress, cancellation);
            case BaseBackupPlan of -> base.run(of, progress, cancellation);
        };
    }
}
