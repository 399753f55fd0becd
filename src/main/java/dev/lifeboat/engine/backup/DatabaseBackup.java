package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Stack;

/** Dumps the databases and the globals of a stack into a new set. Thread-safe. */
public final class DatabaseBackup {
    public DatabaseBackup(Tools tools, Passwords passwords, AuditLog audit) { throw new UnsupportedOperationException(); }
    /** Connects, looks, writes nothing. */
    public DatabaseBackupPlan plan(Stack stack, Repository repository, DatabaseBackupPlan.Options options) { throw new UnsupportedOperationException(); }
    public BackupSet run(DatabaseBackupPlan plan, Progress progress, Cancellation cancellation) { throw new UnsupportedOperationException(); }
}
