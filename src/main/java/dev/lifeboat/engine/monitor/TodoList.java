package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.monitor.StackHealth.Action;
import dev.lifeboat.engine.monitor.StackHealth.Todo;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationState;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.schedule.LastRun;
import dev.lifeboat.engine.schedule.Standing;
import dev.lifeboat.engine.wal.ReceiverState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects what needs doing for one stack. Not thread-safe. */
final class TodoList {

    private static final Duration LOG_SILENCE = Duration.ofMinutes(10);

    private final String stack;
    private final Instant now;
    private final List<Todo> todo = new ArrayList<>();

    TodoList(String stack, Instant now) {
        this.stack = stack;
        this.now = now;
    }

    /** Gravest first, otherwise in the order they were found. */
    List<Todo> worstFirst() {
        return todo.stream().sorted(Comparator.comparing(Todo::level).reversed()).toList();
    }

    private void fail(String what, Action action, String target) {
        todo.add(new Todo(Check.Level.FAIL, what, action, target));
    }

    private void warn(String what, Action action, String target) {
        todo.add(new Todo(Check.Level.WARN, what, action, target));
    }

    /** @param sets of the stack, newest first @param ofDatabases those from which databases can be brought back, newest first */
    void aboutSets(List<BackupSet> sets, List<BackupSet> ofDatabases, Repository.Listing listing, long freeBytes) {
        for (Repository.Unreadable damaged : listing.unreadable()) {
            if (damaged.isOf(stack)) {
                String id = damaged.folder().getFileName().toString();
                fail("The set " + id + " cannot be used: " + damaged.why(), Action.SHOW_SET, id);
            }
        }
        sets.stream().filter(set -> !HealthCheck.isUsable(set)).forEach(set -> fail("The set " + set.id() + " failed its verification: "
                + set.verified().orElseThrow().problems().getFirst(), Action.SHOW_SET, set.id()));
        if (ofDatabases.isEmpty()) {
            fail(sets.isEmpty() ? "No backup has been taken yet." : "No backup of the databases has been taken yet.", Action.BACK_UP, stack);
            return;
        }
        aboutNewest(ofDatabases.getFirst(), freeBytes);
    }

    private void aboutNewest(BackupSet newest, long freeBytes) {
        Duration age = Duration.between(newest.manifest().startedAt(), now);
        if (!HealthCheck.isUsable(newest)) {
            fail("The newest set is damaged. Take a new backup.", Action.BACK_UP, stack);
        } else if (newest.verified().isEmpty()) {
            warn("The newest set was never verified.", Action.VERIFY, newest.id());
        }
        if (age.compareTo(HealthCheck.OLD) > 0) {
            warn("The newest set is " + inWords(age) + " old.", Action.BACK_UP, stack);
        } else if (age.isNegative()) {
            warn("The newest set was taken in the future: check this computer's clock.", Action.SHOW_SET, newest.id());
        }
        long size = newest.manifest().sizeBytes();
        if (freeBytes < 2 * size) {
            String sentence = "The disk of the repository has " + Sizes.inWords(freeBytes) + " left; the newest set has " + Sizes.inWords(size) + ".";
            if (freeBytes < size) {
                fail(sentence, Action.SHOW_SET, newest.id());
            } else {
                warn(sentence, Action.SHOW_SET, newest.id());
            }
        }
    }

    /** A receiver that stands still protects nothing new, and has the server keep more and more. */
    void aboutLog(Optional<ReceiverState> receiver) {
        receiver.filter(state -> Duration.between(state.at(), now).compareTo(LOG_SILENCE) > 0).ifPresent(state ->
                fail("The log has not been received for " + inWords(Duration.between(state.at(), now)) + "; the server keeps it in the slot " + state.slot()
                        + (state.roomBytes().isPresent() ? " for a while." : ", without a limit, until its disk is full."), Action.SHOW_SCHEDULES, stack));
    }

    /** @param backups backup jobs of the stack, newest first */
    void aboutJobs(List<JobSnapshot> backups) {
        backups.stream().filter(job -> job.state().isFinished()).findFirst().ifPresent(last -> {
            if (last.state() == JobState.FAILED) {
                fail("The last backup failed: " + last.outcome().orElse("the log says why."), Action.SHOW_JOBS, last.id());
            } else if (last.state() == JobState.INTERRUPTED) {
                warn("The last backup was interrupted: Lifeboat ended while it ran.", Action.BACK_UP, stack);
            }
        });
    }

    /** @param sets of the stack */
    void aboutCopies(List<BackupSet> sets, Repository repository, DestinationStore destinations, Replication replication) {
        try {
            List<Destination> ours = destinations.list().stream().filter(to -> to.stack().isEmpty() || to.stack().get().equals(stack)).toList();
            if (ours.isEmpty()) {
                warn("Backup sets are kept in one place only. Add a destination on another disk or host.", Action.ADD_DESTINATION, stack);
            }
            Set<String> ids = sets.stream().map(BackupSet::id).collect(Collectors.toSet());
            ours.forEach(to -> aboutCopies(ids, replication.state(repository, to)));
        } catch (Failure.BadInput e) {
            warn(e.getMessage(), Action.ADD_DESTINATION, stack);
        }
    }

    void aboutUnreadableSchedules(Failure.BadInput why) {
        fail(why.getMessage(), Action.SHOW_SCHEDULES, stack);
    }

    /** @param standings of the stack's schedules @param agentRuns whether somebody runs them */
    void aboutSchedules(List<Standing> standings, boolean agentRuns) {
        for (Standing one : standings) {
            String name = one.schedule().name();
            if (one.overdue().isPresent()) {
                fail("The schedule " + name + " is overdue since " + inWords(Duration.between(one.overdue().get(), now)) + (agentRuns ? "." : ": the agent does not run."),
                        Action.SHOW_SCHEDULES, name);
            }
            one.last().filter(LastRun::failed).ifPresent(run -> fail("The last run of the schedule " + name + " failed: " + run.sentence(), Action.SHOW_JOBS, run.jobId()));
        }
        if (!standings.isEmpty() && !agentRuns && standings.stream().noneMatch(one -> one.overdue().isPresent())) {
            warn("The agent does not run, so no schedule runs.", Action.SHOW_SCHEDULES, stack);
        }
    }

    private void aboutCopies(Set<String> ids, DestinationState state) {
        String name = state.destination().name();
        if (state.problem().isPresent()) {
            warn("Destination " + name + ": " + state.problem().get(), Action.REPLICATE, name);
            return;
        }
        int waiting = (int) state.waiting().stream().filter(ids::contains).count();
        if (waiting > 0) {
            warn((waiting == 1 ? "1 set is" : waiting + " sets are") + " not at the destination " + name + " yet.", Action.REPLICATE, name);
        }
    }

    private static String inWords(Duration age) {
        long hours = age.toHours();
        if (hours == 0) {
            return age.toMinutes() + " minutes";
        }
        return hours < 48 ? hours + " hours" : age.toDays() + " days";
    }
}
