package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.BackupPlan;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.secret.Keys;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One backup that is about to be taken: asks what there is, plans what is chosen, then starts the job. */
public final class BackupModel {
    /**
     * What a backup would be.
     *
     * @param held how long services were held by the last full set
     * @param keys the names of the stack's keys, or the beginnings of those that have none here
     */
    public record Planned(BackupPlan plan, Optional<Duration> held, List<String> keys) {}

    private final BackupJobs jobs;
    private final Tasks tasks;
    private final Stack stack;
    private final Latest planning = new Latest();
    private final ReadOnlyObjectWrapper<Kind> kind = new ReadOnlyObjectWrapper<>(this, "kind", Kind.DATABASE);
    private final ReadOnlyObjectWrapper<Planned> offered = new ReadOnlyObjectWrapper<>(this, "offered");
    private final ReadOnlyObjectWrapper<Planned> planned = new ReadOnlyObjectWrapper<>(this, "planned");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    public BackupModel(BackupJobs jobs, Stack stack, Tasks tasks) {
        this.jobs = jobs;
        this.stack = stack;
        this.tasks = tasks;
    }

    public Stack stack() {
        return stack;
    }

    /** What is backed up. */
    public ReadOnlyObjectProperty<Kind> kindProperty() {
        return kind.getReadOnlyProperty();
    }

    /** What a backup of everything would be, or null until that is known. */
    public ReadOnlyObjectProperty<Planned> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /** What a backup of what is chosen would be, or null until that is known. */
    public ReadOnlyObjectProperty<Planned> plannedProperty() {
        return planned.getReadOnlyProperty();
    }

    /** Why there is no plan, or null. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** Turns to another kind and asks what there is. */
    public void choose(Kind chosen) {
        kind.set(chosen);
        load();
    }

    /** Why a kind cannot be had for the stack as it is described, or empty. */
    public Optional<String> impossible(Kind wanted) {
        if (!BackupForm.takesVolumes(wanted) || stack.docker().map(DockerSide::volumes).filter(volumes -> !volumes.isEmpty()).isPresent()) return Optional.empty();
        boolean docker = stack.docker().isPresent() || stack.server().through().isPresent();
        return Optional.of(Messages.text(docker ? "backups.kind.noVolumes" : "backups.kind.noDocker", stack.name()));
    }

    /** Asks the server and the engine, in the background; again after a failure. */
    public void load() {
        planning.cancel();
        error.set(null);
        offered.set(null);
        planned.set(null);
        var wanted = kind.get();
        if (impossible(wanted).isPresent()) return;
        planning.start(tasks.run(() -> look(wanted, BackupChoices.USUAL))
                .onSuccess(found -> {
                    offered.set(found);
                    planned.set(found);
                })
                .onError(Throwable.class, error::set));
    }

    /** Plans anew, in the background, with what was chosen; what was planned before stays until then. */
    public void plan(BackupChoices choices) {
        var wanted = kind.get();
        planning.start(tasks.run(() -> look(wanted, choices))
                .onSuccess(found -> {
                    error.set(null);
                    planned.set(found);
                })
                .onError(Failure.class, error::set));
    }

    private Planned look(Kind wanted, BackupChoices choices) {
        var held = wanted == Kind.FULL ? jobs.lastHeld(stack.name()) : Optional.<Duration>empty();
        Keys keys = jobs.keys();
        return new Planned(jobs.plan(wanted, stack, choices), held, stack.recipients().stream().map(one -> keys.nameOf(one).orElseGet(one::shortened)).toList());
    }

    /** The command that does the same. */
    public EquivalentCommand command(BackupChoices choices) {
        return BackupJobs.command(kind.get(), stack, choices);
    }

    /** Starts the job. */
    public void start(BackupChoices choices) {
        jobs.backUp(kind.get(), stack, choices);
    }

    /** The sheet was closed: an answer that comes late changes nothing. */
    public void close() {
        planning.cancel();
    }
}
