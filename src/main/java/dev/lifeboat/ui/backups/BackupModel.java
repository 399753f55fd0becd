package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.backup.DatabaseBackupPlan.Options;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One backup that is about to be taken: asks the server what there is, then starts the job. */
public final class BackupModel {
    private final BackupJobs jobs;
    private final Tasks tasks;
    private final Stack stack;
    private final Latest planning = new Latest();
    private final ReadOnlyObjectWrapper<DatabaseBackupPlan> plan = new ReadOnlyObjectWrapper<>(this, "plan");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    public BackupModel(BackupJobs jobs, Stack stack, Tasks tasks) {
        this.jobs = jobs;
        this.stack = stack;
        this.tasks = tasks;
    }

    public Stack stack() {
        return stack;
    }

    /** What a backup of everything would be, or null until the server has answered. */
    public ReadOnlyObjectProperty<DatabaseBackupPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** Why there is no plan, or null. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** Asks the server, in the background; again after a failure. */
    public void load() {
        error.set(null);
        planning.start(tasks.run(() -> jobs.plan(stack, Options.DEFAULT))
                .onSuccess(plan::set)
                .onError(Throwable.class, error::set));
    }

    /** Bytes on the server of these databases. */
    public long bytes(List<String> databases) {
        return databases.stream().mapToLong(name -> plan.get().databaseBytes().getOrDefault(name, 0L)).sum();
    }

    /** The command that does the same. */
    public EquivalentCommand command(Options options) {
        return BackupJobs.command(stack, options);
    }

    /** Starts the job. */
    public void start(Options options) {
        jobs.backUp(stack, options);
    }

    /** The sheet was closed: an answer that comes late changes nothing. */
    public void close() {
        planning.cancel();
    }
}
