package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.schedule.Action;
import dev.lifeboat.engine.schedule.Schedules;
import dev.lifeboat.engine.schedule.Standing;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.wal.ReceiverState;
import dev.lifeboat.engine.wal.RecoveryWindows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Works out a {@link StackHealth}. Thread-safe; reads manifests and small files only, never the database. */
public final class HealthCheck {

    /** A newest set that is older needs a new backup. */
    public static final Duration OLD = Duration.ofHours(24);

    private final JobHistory history;
    private final DestinationStore destinations;
    private final Replication replication;
    private final Optional<Schedules> schedules;
    private final Clock clock;

    /** Without schedules. */
    public HealthCheck(JobHistory history, DestinationStore destinations, Replication replication, Clock clock) {
        this(history, destinations, replication, Optional.empty(), clock);
    }

    public HealthCheck(JobHistory history, DestinationStore destinations, Replication replication, Optional<Schedules> schedules, Clock clock) {
        this.schedules = schedules;
        this.history = history;
        this.destinations = destinations;
        this.replication = replication;
        this.clock = clock;
    }

    /** How well a stack is protected by what lies in a repository and at the destinations now. */
    public StackHealth of(String stack, Repository repository) {
        Repository.Listing listing = repository.list();
        List<BackupSet> sets = listing.sets().stream().filter(set -> set.manifest().stack().equals(stack)).toList();
        List<JobSnapshot> backups = history.list().stream().filter(job -> isBackupOf(stack, job)).toList();
        List<JobSnapshot> ended = backups.stream().filter(job -> job.state().isFinished()).toList();
        List<BackupSet> ofDatabases = sets.stream().filter(set -> set.manifest().kind() != Kind.VOLUMES).toList();
        Optional<BackupSet> usable = ofDatabases.stream().filter(HealthCheck::isUsable).findFirst();
        Optional<Log> log = sets.stream().filter(set -> set.manifest().base().isPresent() && isUsable(set)).findFirst()
                .map(base -> new Log(base, new RecoveryWindows(repository, Unlock.NONE).reach(base)))
                .filter(reached -> usable.filter(set -> set.manifest().startedAt().isAfter(reached.until())).isEmpty());
        long freeBytes = repository.freeBytes();
        TodoList todo = new TodoList(stack, clock.instant());
        todo.aboutSets(sets, ofDatabases, listing, freeBytes);
        todo.aboutLog(ReceiverState.of(stack, repository));
        todo.aboutJobs(backups);
        todo.aboutCopies(sets, repository, destinations, replication);
        List<Standing> standings = schedules.map(all -> standings(all, todo)).orElse(List.of()).stream()
                .filter(one -> one.schedule().stack().equals(stack)).toList();
        todo.aboutSchedules(standings, schedules.flatMap(Schedules::agent).isPresent());
        return new StackHealth(stack, log.map(Log::until).or(() -> usable.map(set -> set.manifest().startedAt())),
                log.map(HealthCheck::byLog).orElseGet(() -> why(ofDatabases, usable)), sets.stream().findFirst().map(BackupSet::id),
                sets.reversed().stream().map(HealthCheck::point).toList(), sets.stream().mapToLong(set -> set.manifest().sizeBytes()).sum(),
                freeBytes, ended.size(), (int) ended.stream().filter(HealthCheck::hasSucceeded).count(), todo.worstFirst(), nextBackup(standings));
    }

    private static List<Standing> standings(Schedules all, TodoList todo) {
        try {
            return all.standings();
        } catch (Failure.BadInput e) {
            todo.aboutUnreadableSchedules(e);
            return List.of();
        }
    }

    private static Optional<Instant> nextBackup(List<Standing> standings) {
        return standings.stream().filter(one -> one.schedule().action().isBackup()).flatMap(one -> one.next().stream()).min(Comparator.naturalOrder());
    }

    /** Jobs carry the command line that does the same: it says what they are. */
    private static boolean isBackupOf(String stack, JobSnapshot job) {
        return job.target().equals(stack) && job.command().startsWith("lifeboat backup ");
    }

    private static boolean hasSucceeded(JobSnapshot job) {
        return job.state() == JobState.SUCCEEDED || job.state() == JobState.WARNED;
    }

    static boolean isUsable(BackupSet set) {
        return set.verified().map(VerificationResult::ok).orElse(true);
    }

    /** @param sets those from which databases can be brought back, newest first */
    private static String why(List<BackupSet> sets, Optional<BackupSet> usable) {
        if (sets.isEmpty()) {
            return "No backup has been taken yet.";
        }
        if (usable.isEmpty()) {
            return "Every set of this stack failed its verification.";
        }
        String verified = switch (usable.get().verified().map(VerificationResult::depth).orElse(null)) {
            case null -> "It has not been verified yet.";
            case QUICK -> "Its checksums were verified.";
            case DEEP -> "It was read whole and verified.";
            case PROVEN -> "It was restored and proven.";
        };
        String newer = usable.get() == sets.getFirst() ? "" : "Newer sets failed their verification. ";
        return newer + "The set is " + usable.get().id() + ". " + verified;
    }

    /** A base backup, and up to when the log behind it goes. */
    private record Log(BackupSet base, Instant until) {}

    private static String byLog(Log log) {
        return "From the base backup " + log.base().id() + " and the log behind it.";
    }

    private static StackHealth.Point point(BackupSet set) {
        return new StackHealth.Point(set.id(), set.manifest().startedAt(), set.manifest().sizeBytes(), set.manifest().rawBytes(),
                set.manifest().durationMillis(), set.verified().filter(VerificationResult::ok).isPresent());
    }
}
