package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.repository.RetentionStore;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.wal.LogPruning;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What a retention would do to the sets of a stack, shown before anything is deleted. */
final class PruneModel {
    private final Stack stack;
    private final BackupJobs jobs;
    private final RetentionStore retentions;
    private final Tasks tasks;
    private final Latest previewing = new Latest();
    private final ReadOnlyObjectWrapper<Retention> retention = new ReadOnlyObjectWrapper<>(this, "retention");
    private final ReadOnlyObjectWrapper<List<Retention.Fate>> fates = new ReadOnlyObjectWrapper<>(this, "fates", List.of());
    private final ReadOnlyObjectWrapper<LogPruning.Going> log = new ReadOnlyObjectWrapper<>(this, "log", LogPruning.Going.NOTHING);
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    PruneModel(Stack stack, BackupJobs jobs, RetentionStore retentions, Tasks tasks) {
        this.stack = stack;
        this.jobs = jobs;
        this.retentions = retentions;
        this.tasks = tasks;
    }

    /** Reads the stack's retention and what it would do. */
    void load() {
        tasks.run(() -> retentions.of(stack.name())).onSuccess(this::tryOut).onError(Failure.class, error::set).start();
    }

    /** Shows what these numbers would do. */
    void tryOut(Retention wanted) {
        retention.set(wanted);
        fates.set(List.of());
        previewing.start(tasks.run(() -> preview(wanted))
                .onSuccess(found -> {
                    error.set(null);
                    log.set(found.log());
                    fates.set(found.fates());
                })
                .onError(Failure.class, error::set));
    }

    private record Preview(List<Retention.Fate> fates, LogPruning.Going log) {}

    private Preview preview(Retention wanted) {
        var found = jobs.pruning(stack.name(), wanted);
        return new Preview(found, jobs.logPruning(stack.name(), going(found)));
    }

    /** Keeps the numbers as the stack's retention, and deletes what goes, as a job. @param save whether the numbers are kept */
    void start(boolean save) {
        var wanted = retention.get();
        var going = going();
        if (save) tasks.act(() -> retentions.save(stack.name(), wanted)).onError(Failure.class, error::set).start();
        jobs.prune(stack.name(), wanted, going);
    }

    /** The ids of the sets that go. */
    Set<String> going() {
        return going(fates.get());
    }

    private static Set<String> going(List<Retention.Fate> fates) {
        return fates.stream().filter(fate -> !fate.kept()).map(fate -> fate.set().id()).collect(Collectors.toSet());
    }

    /** The command that does the same. */
    EquivalentCommand command() {
        var numbers = retention.get();
        return EquivalentCommand.of("sets prune").add("--stack").add(stack.name()).add("--daily").add(String.valueOf(numbers.daily()))
                .add("--weekly").add(String.valueOf(numbers.weekly())).add("--monthly").add(String.valueOf(numbers.monthly()))
                .add("--yearly").add(String.valueOf(numbers.yearly())).add("--minimum-age").add(String.valueOf(numbers.minimumAge().toHours()));
    }

    Stack stack() {
        return stack;
    }

    void close() {
        previewing.cancel();
    }

    /** Null until it is read. */
    ReadOnlyObjectProperty<Retention> retentionProperty() {
        return retention.getReadOnlyProperty();
    }

    /** Newest first; empty while it is being found out. */
    ReadOnlyObjectProperty<List<Retention.Fate>> fatesProperty() {
        return fates.getReadOnlyProperty();
    }

    /** The log that goes with them. */
    ReadOnlyObjectProperty<LogPruning.Going> logProperty() {
        return log.getReadOnlyProperty();
    }

    /** Why nothing can be said; null when it can. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }
}
