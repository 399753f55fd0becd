package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Cleaning;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.VerificationResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every kind of backup does around its work: the audit log, the hooks, the room, the time limit, the reading back.
 *
 * @param names what is backed up
 */
record SetTaking(AuditLog audit, Kind kind, BackupPlan plan, String names) {

    /** How long what a killed run left is there to be looked at. */
    private static final Duration LOOKED_AT = Duration.ofDays(1);

    /** The work itself. */
    @FunctionalInterface
    interface Work {
        /**
         * Makes the set.
         *
         * @param hooks        whose {@link Hooks#before} it calls when the set is begun
         * @param cancellation also ends it when its time is over
         */
        BackupSet into(Repository repository, Hooks hooks, Cancellation cancellation);
    }

    /**
     * Takes the set and reads it back.
     *
     * @throws Failure.StorageFailed when there is not room enough for what is expected; nothing was begun
     * @throws Failure.TimedOut      when it took longer than it may
     * @throws Failure.Cancelled     saying that nothing is kept
     * @throws Failure.SetDamaged    when it is not as it was written
     */
    BackupSet take(Work work, Progress progress, Cancellation cancellation) {
        Hooks hooks = new Hooks(plan.handling(), plan.stack().name(), kind, progress);
        return audited(() -> hooks.around(() -> {
            Repository repository = Repository.open(plan.repository());
            requireRoom(repository, progress);
            return verified(repository, inTime(work, repository, hooks, cancellation), progress);
        }));
    }

    private BackupSet inTime(Work work, Repository repository, Hooks hooks, Cancellation cancellation) {
        try (Deadline deadline = new Deadline("The backup of " + plan.stack().name(), plan.handling().timeOut(), cancellation)) {
            try {
                return work.into(repository, hooks, deadline.cancellation());
            } catch (RuntimeException e) {
                deadline.check();
                throw e;
            }
        }
    }

    /** As it is now: the plan may be older. */
    private void requireRoom(Repository repository, Progress progress) {
        Check room = plan.terms().room(repository.freeBytes());
        switch (room.level()) {
            case OK -> { }
            case WARN -> progress.note(room.result());
            case FAIL -> throw new Failure.StorageFailed(true, "The backup was not begun: in " + plan.repository() + " there is " + room.result(), null,
                    room.hints().toArray(String[]::new));
        }
    }

    /**
     * Writes beginning and end into the audit log. Where that cannot be written, the backup is taken all the same, and that
     * is a remark of the set that is returned.
     */
    private BackupSet audited(Supplier<BackupSet> taking) {
        String action = "backup." + kind.name().toLowerCase(Locale.ROOT);
        String target = plan.stack().name();
        Optional<String> unwritten = audit.recordEnd(action, target, "started", names);
        BackupSet set;
        try {
            set = taking.get();
        } catch (Failure.Cancelled e) {
            audit.recordFailure(action, target, names, e);
            throw new Failure.Cancelled("The backup of " + target + " was cancelled; nothing of it is kept.");
        } catch (RuntimeException e) {
            audit.recordFailure(action, target, String.valueOf(e.getMessage()), e);
            throw e;
        }
        boolean remarks = !set.manifest().warnings().isEmpty();
        Optional<String> alsoUnwritten = audit.recordEnd(action, target, remarks ? "warned" : "done", set.id() + ": " + names);
        return unwritten.or(() -> alsoUnwritten).map(text -> new BackupSet(set.folder(), set.manifest().withRemark(text), set.verified(), set.pin())).orElse(set);
    }

    private static BackupSet verified(Repository repository, BackupSet set, Progress progress) {
        VerificationResult result = repository.verify(set, VerificationResult.Depth.QUICK, progress, new Cancellation());
        if (!result.ok()) {
            throw new Failure.SetDamaged("Set " + set.id() + " was written, but cannot be read back: " + String.join("; ", result.problems()), null,
                    "Check the disk, then back up again.");
        }
        return new BackupSet(set.folder(), set.manifest(), Optional.of(result));
    }

    /**
     * Deletes what runs that were killed have left, since nobody else writes while we hold the lock. What is younger than a
     * day is told, not deleted: somebody may want to look at what the run had written.
     */
    static void clean(Repository repository, RepositoryLock lock, Progress progress, Cancellation cancellation) {
        try {
            new Cleaning(repository).run(lock, LOOKED_AT, progress, cancellation)
                    .forEach(gone -> progress.note("Deleted " + gone + ", which a run that was killed had left."));
        } catch (Failure.StorageFailed e) {
            progress.note("What a run that was killed had left could not be deleted: " + e.getMessage()); // no reason to take no backup
        }
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
