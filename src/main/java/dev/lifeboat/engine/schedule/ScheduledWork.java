package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.Backups;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Pruning;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.repository.RetentionStore;
import dev.lifeboat.engine.repository.RotatingVerification;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.engine.wal.LogPruning;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Does what a schedule says, once. Thread-safe. */
public final class ScheduledWork {

    private static final Duration LONGEST_WAIT = Duration.ofHours(6);
    private static final long RETRY_MILLIS = 1_000;

    private final StackStore stacks;
    private final Supplier<Repository> repository;
    private final Backups backups;
    private final Unlock unlock;
    private final RetentionStore retentions;
    private final DestinationStore destinations;
    private final Replication replication;
    private final AuditLog audit;
    private final Clock clock;

    /** @param unlock for reading encrypted sets; one that it does not open is read as it is stored */
    public ScheduledWork(StackStore stacks, Supplier<Repository> repository, Backups backups, Unlock unlock, RetentionStore retentions,
            DestinationStore destinations, Replication replication, AuditLog audit, Clock clock) {
        this.stacks = stacks;
        this.repository = repository;
        this.backups = backups;
        this.unlock = unlock;
        this.retentions = retentions;
        this.destinations = destinations;
        this.replication = replication;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Does it. When another works in the repository, waits for that to end: two stacks may be due at the same time.
     *
     * @throws Failure as the work fails; {@link Failure.VerificationFailed} also when a set is found damaged
     */
    public Outcome run(Schedule schedule, Progress progress, Cancellation cancellation) throws InterruptedException {
        long start = System.nanoTime();
        boolean said = false;
        while (true) {
            Repository opened = repository.get();
            Optional<String> user = schedule.action().isBackup() || schedule.action() == Action.PRUNE ? opened.inUseBy() : Optional.empty();
            boolean patient = Duration.ofNanos(System.nanoTime() - start).compareTo(LONGEST_WAIT) < 0;
            if (user.isEmpty() || !patient) {
                try {
                    return once(schedule, opened, progress, cancellation);
                } catch (Failure.RepositoryLocked e) {
                    if (!patient) {
                        throw e;
                    }
                }
            }
            if (!said) {
                progress.note("Waiting until the repository is free" + user.map(who -> ": it is in use by " + who).orElse("") + ".");
                said = true;
            }
            cancellation.check();
            Thread.sleep(RETRY_MILLIS);
        }
    }

    private Outcome once(Schedule schedule, Repository opened, Progress progress, Cancellation cancellation) {
        return switch (schedule.action()) {
            case BACKUP_DATABASE, BACKUP_VOLUMES, BACKUP_FULL, BACKUP_BASE -> backUp(schedule, opened, progress, cancellation);
            case VERIFY -> verify(schedule, opened, progress, cancellation);
            case PRUNE -> prune(schedule, opened, progress, cancellation);
            case REPLICATE -> replicate(schedule, opened, progress, cancellation);
        };
    }

    private Outcome backUp(Schedule schedule, Repository opened, Progress progress, Cancellation cancellation) {
        BackupSet set = made(schedule, stacks.get(schedule.stack()), opened, progress, cancellation);
        String sentence = set.id() + ", " + Sizes.inWords(set.manifest().sizeBytes());
        List<String> warnings = set.manifest().warnings();
        return warnings.isEmpty() ? Outcome.done(sentence) : Outcome.warned(sentence + "; " + String.join(" ", warnings));
    }

    private BackupSet made(Schedule schedule, Stack stack, Repository opened, Progress progress, Cancellation cancellation) {
        BackupChoices choices = schedule.choices();
        return switch (schedule.action()) {
            case BACKUP_DATABASE -> backups.databases().run(backups.databases().plan(stack, opened, choices.ofDatabases()), progress, cancellation);
            case BACKUP_VOLUMES -> backups.volumes().run(backups.volumes().plan(stack, opened, choices.ofVolumes()), progress, cancellation);
            case BACKUP_FULL -> backups.full().run(backups.full().plan(stack, opened, choices.full()), progress, cancellation);
            case BACKUP_BASE -> backups.base().run(backups.base().plan(stack, opened, choices.base()), progress, cancellation);
            case VERIFY, PRUNE, REPLICATE -> throw new IllegalArgumentException(schedule.action() + " makes no set");
        };
    }

    /** The share of the sets whose turn it is, so that each byte is read again within a month, or within three runs when these are rarer. */
    private Outcome verify(Schedule schedule, Repository opened, Progress progress, Cancellation cancellation) {
        RotatingVerification.Report report = new RotatingVerification(opened, clock, unlock).run(Optional.of(schedule.stack()), schedule.rotation(clock.instant()),
                VerificationResult.Depth.DEEP, progress, cancellation);
        List<String> problems = new ArrayList<>();
        for (RotatingVerification.Checked one : report.verified()) {
            boolean good = one.result().ok();
            audit.record("set.verify", one.set().id(), good ? "done" : "failed", good ? "The set is good." : String.join(" ", one.result().problems()));
            one.result().problems().forEach(problem -> problems.add(one.set().id() + ": " + problem));
        }
        if (!problems.isEmpty()) {
            throw new Failure.VerificationFailed("A backup set is damaged.", problems);
        }
        long asStored = report.verified().stream().filter(one -> one.result().depth() == VerificationResult.Depth.QUICK).count();
        return Outcome.done(Sizes.count(report.verified().size() - asStored, "set") + " read whole and found good, " + report.left() + " not due yet."
                + (asStored == 0 ? "" : " " + Sizes.count(asStored, "encrypted set") + " found good as stored: no key is at hand to read further."));
    }

    /** A set goes only when a newer one was verified: nobody looks at what a clock deletes. */
    private Outcome prune(Schedule schedule, Repository opened, Progress progress, Cancellation cancellation) {
        Pruning pruning = new Pruning(opened, clock);
        Retention retention = retentions.of(schedule.stack());
        Optional<Instant> proven = sets(schedule, opened).stream().filter(set -> set.verified().filter(VerificationResult::ok).isPresent())
                .map(set -> set.manifest().startedAt()).max(Comparator.naturalOrder());
        Set<String> going = pruning.preview(schedule.stack(), retention).stream().filter(fate -> !fate.kept()).map(Retention.Fate::set)
                .filter(set -> proven.filter(newer -> newer.isAfter(set.manifest().startedAt())).isPresent()).map(BackupSet::id).collect(Collectors.toSet());
        List<String> gone = going.isEmpty() ? List.of() : pruning.run(schedule.stack(), retention, going, progress, cancellation);
        LogPruning.Going log = new LogPruning(opened).run(schedule.stack(), progress, cancellation);
        if (gone.isEmpty() && log.segments() == 0) {
            return Outcome.done("Nothing to delete.");
        }
        String segments = log.segments() == 0 ? "" : Sizes.count(log.segments(), "segment") + " of the log";
        audit.record("sets.prune", schedule.stack(), "done", String.join(", ", gone) + (segments.isEmpty() ? "" : "; " + segments));
        return Outcome.done("Deleted " + (gone.isEmpty() ? segments : Sizes.count(gone.size(), "set") + (segments.isEmpty() ? "" : " and " + segments)) + ".");
    }

    private Outcome replicate(Schedule schedule, Repository opened, Progress progress, Cancellation cancellation) {
        List<Destination> wanting = destinations.list().stream().filter(to -> to.stack().isEmpty() || to.stack().get().equals(schedule.stack())).toList();
        if (wanting.isEmpty()) {
            throw new Failure.NotFound("No destination takes the sets of " + schedule.stack() + ".", "Add one: lifeboat destination add usb /media/usb/lifeboat");
        }
        List<String> sentences = new ArrayList<>();
        Failure first = null;
        for (Destination to : wanting) {
            try {
                Replication.Result result = replication.copy(opened, to, progress, cancellation);
                sentences.add(to.name() + ": " + Sizes.count(result.copied().size(), "set") + " copied");
            } catch (Failure.Cancelled e) {
                throw e;
            } catch (Failure e) {
                progress.note(to.name() + ": " + e.getMessage()); // the other destinations shall have their copies all the same
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return Outcome.done(String.join("; ", sentences) + ".");
    }

    private static List<BackupSet> sets(Schedule schedule, Repository opened) {
        return opened.list().sets().stream().filter(set -> set.manifest().stack().equals(schedule.stack())).toList();
    }
}
