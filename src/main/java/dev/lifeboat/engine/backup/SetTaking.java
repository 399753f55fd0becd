package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every kind of backup does around its work.
 *
 * @param action for the audit log: {@code backup.database}
 * @param target the stack
 * @param names  what is backed up
 */
record SetTaking(AuditLog audit, String action, String target, String names) {

    /** Writes beginning and end into the audit log. @throws Failure.Cancelled saying that nothing is kept */
    BackupSet audited(Supplier<BackupSet> taking) {
        audit.record(action, target, "started", names);
        try {
            BackupSet set = taking.get();
            boolean remarks = !set.manifest().warnings().isEmpty();
            audit.record(action, target, remarks ? "warned" : "done", set.id() + ": " + names);
            return set;
        } catch (Failure.Cancelled e) {
            audit.record(action, target, "cancelled", names);
            throw new Failure.Cancelled("The backup of " + target + " was cancelled; nothing of it is kept.");
        } catch (RuntimeException e) {
            audit.record(action, target, "failed", String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Reads back what was written. @throws Failure.SetDamaged when it is not as it was written */
    static BackupSet verified(Repository repository, BackupSet set, Progress progress) {
        VerificationResult result = repository.verify(set, VerificationResult.Depth.QUICK, progress, new Cancellation());
        if (!result.ok()) {
            throw new Failure.SetDamaged("Set " + set.id() + " was written, but cannot be read back: " + String.join("; ", result.problems()), null,
                    "Check the disk, then back up again.");
        }
        return new BackupSet(set.folder(), set.manifest(), Optional.of(result));
    }

    /** Told, not deleted: somebody may want to look at what a killed run had written. */
    static void noteOrphans(Repository repository, Progress progress) {
        for (Path orphan : repository.list().orphans()) {
            progress.note("An unfinished folder of a run that was killed lies in " + orphan + "; it can be deleted.");
        }
    }

    /** Lifeboat's own version, for the manifest. */
    static String version() {
        return Optional.ofNullable(SetTaking.class.getPackage().getImplementationVersion()).orElse("development");
    }

    static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
