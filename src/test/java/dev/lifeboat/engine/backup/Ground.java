package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.audit.AuditEntry;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.restore.DatabaseRestore;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a backup and a restore stand on: a server, a repository and an audit log in a folder of the test. */
public record Ground(ServerAddress address, Passwords passwords, Path toolFolder, Path folder) {

    public Repository repository() {
        return Repository.openOrCreate(folder.resolve("repository"));
    }

    public Stack stack(String... databases) {
        return new Stack("shop", Environment.DEVELOPMENT, address, List.of(databases), Optional.of(toolFolder));
    }

    public AuditLog audit() {
        return new AuditLog(folder.resolve("audit.jsonl"));
    }

    public List<String> audited() {
        return audit().entries().reversed().stream().map(AuditEntry::outcome).toList();
    }

    public DatabaseBackup backup() {
        return new DatabaseBackup(new Tools(), passwords, audit());
    }

    public DatabaseRestore restore() {
        return new DatabaseRestore(new Tools(), passwords, audit());
    }

    public BackupSet backUp(String... databases) {
        return backUp(Progress.NONE, new Cancellation(), databases);
    }

    public BackupSet backUp(Encryption encryption, String... databases) {
        DatabaseBackup backup = backup();
        DatabaseBackupPlan.Options options = new DatabaseBackupPlan.Options(List.of(), Optional.empty(), 3, Optional.of(encryption));
        return backup.run(backup.plan(stack(databases), repository(), options), Progress.NONE, new Cancellation());
    }

    public BackupSet backUp(BackupHandling handling, String... databases) {
        return backUp(handling, Progress.NONE, new Cancellation(), databases);
    }

    public BackupSet backUp(BackupHandling handling, Progress progress, Cancellation cancellation, String... databases) {
        DatabaseBackup backup = backup();
        DatabaseBackupPlan.Options options = new DatabaseBackupPlan.Options(List.of(), Optional.empty(), 3, Optional.empty(), handling);
        return backup.run(backup.plan(stack(databases), repository(), options), progress, cancellation);
    }

    public BackupSet backUp(Progress progress, Cancellation cancellation, String... databases) {
        DatabaseBackup backup = backup();
        return backup.run(backup.plan(stack(databases), repository(), DatabaseBackupPlan.Options.DEFAULT), progress, cancellation);
    }

    public DatabaseRestore restore(Unlock unlock) {
        return new DatabaseRestore(new Tools(), passwords, audit(), unlock);
    }

    public RestorePlan plan(BackupSet set, RestorePlan.Mode mode) {
        return restore().plan(set, stack(), new RestorePlan.Options(List.of(), mode));
    }

    public RestoreReport bringBack(BackupSet set, RestorePlan.Mode mode) {
        return restore().run(plan(set, mode), Progress.NONE, new Cancellation());
    }
}
