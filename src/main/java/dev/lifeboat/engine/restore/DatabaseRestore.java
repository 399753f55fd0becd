package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Stack;
import java.util.List;

/** Restores databases of a set. Thread-safe. */
public final class DatabaseRestore {
    public DatabaseRestore(Tools tools, Passwords passwords, AuditLog audit) { throw new UnsupportedOperationException(); }
    public RestorePlan plan(BackupSet set, Stack stack, RestorePlan.Options options) { throw new UnsupportedOperationException(); }
    /** Every check, worst first; changes nothing. */
    public List<Check> preflight(RestorePlan plan) { throw new UnsupportedOperationException(); }
    /**
     * Preflight, restore aside, prove, swap (IN_PLACE).
     * @throws dev.lifeboat.engine.Failure.PreflightFailed    nothing was changed
     * @throws dev.lifeboat.engine.Failure.VerificationFailed the original is untouched, the aside copy is kept for inspection
     */
    public RestoreReport run(RestorePlan plan, Progress progress, Cancellation cancellation) { throw new UnsupportedOperationException(); }
}
