package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.restore.DatabaseRestore;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The wizard: which step is in front, what was chosen, what the checks found. A restore that was started belongs to
 * its stack and is found again when one comes back to that stack.
 */
public final class RestoreModel {
    private final DatabaseRestore restore;
    private final Supplier<Repository> repositories;
    private final JobQueue queue;
    private final Tasks tasks;
    private final Latest listing = new Latest();
    private final Latest checking = new Latest();
    private final Map<String, RunModel> runs = new HashMap<>();
    private final ObservableList<BackupSet> sets = FXCollections.observableArrayList();
    private final ObservableList<Check> checks = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(this, "step", Step.SET);
    private final ReadOnlyObjectWrapper<RestoreForm> form = new ReadOnlyObjectWrapper<>(this, "form");
    private final ReadOnlyObjectWrapper<RestorePlan> plan = new ReadOnlyObjectWrapper<>(this, "plan");
    private final ReadOnlyObjectWrapper<RunModel> run = new ReadOnlyObjectWrapper<>(this, "run");
    private final ReadOnlyObjectWrapper<String> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(this, "loaded");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private boolean shown;
    private String wanted;

    /** Begins to listen to the jobs at once. @param repositories opens the repository that Settings name */
    public RestoreModel(DatabaseRestore restore, Supplier<Repository> repositories, JobQueue queue, Tasks tasks) {
        this.restore = restore;
        this.repositories = repositories;
        this.queue = queue;
        this.tasks = tasks;
        queue.listen(job -> tasks.later(() -> jobChanged(job)));
    }

    /** The sets of the stack, newest first. */
    public ObservableList<BackupSet> sets() {
        return sets;
    }

    /** What the preflight found, worst first; empty while it runs. */
    public ObservableList<Check> checks() {
        return checks;
    }

    public ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** What was chosen so far; null while there is no stack. */
    public ReadOnlyObjectProperty<RestoreForm> formProperty() {
        return form.getReadOnlyProperty();
    }

    /** Exactly what will be done; null before the checks. */
    public ReadOnlyObjectProperty<RestorePlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** The restore that was started, or null. */
    public ReadOnlyObjectProperty<RunModel> runProperty() {
        return run.getReadOnlyProperty();
    }

    /** Why the step cannot be left, once that was tried; or null. */
    public ReadOnlyObjectProperty<String> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Why the sets could not be read, or the checks not be made; or null. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** Whether the sets of the stack have been read at least once. */
    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    /** Whether the checks are being made. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** Begins anew for another stack, or shows what was started for it. */
    public void use(Optional<Stack> now) {
        var before = Optional.ofNullable(form.get()).map(RestoreForm::stack);
        if (now.equals(before)) return;
        listing.cancel();
        sets.clear();
        loaded.set(false);
        wanted = null;
        form.set(now.map(RestoreModel::blank).orElse(null));
        restart();
        var started = now.map(stack -> runs.get(stack.name())).orElse(null);
        if (started != null) follow(started);
        if (shown) refresh();
    }

    /** The view is in front, or no longer. */
    public void shown(boolean now) {
        shown = now;
        if (now) refresh();
    }

    /** Reads the repository in the background. */
    public void refresh() {
        if (form.get() == null) return;
        var name = form.get().stack().name();
        listing.start(tasks.run(() -> repositories.get().list().sets().stream().filter(set -> set.manifest().stack().equals(name) && set.manifest().kind().holdsDatabases()).toList())
                .onSuccess(found -> {
                    if (step.get() == Step.SET) error.set(null);
                    show(found);
                })
                .onError(Throwable.class, failed -> {
                    if (step.get() == Step.SET) error.set(failed);
                })
                .onDone(() -> loaded.set(true)));
    }

    /** Another view asked for a restore of this set: chosen now, or when it has been read. */
    public void begin(String setId) {
        if (run.get() != null && !run.get().ended()) return;
        startOver();
        wanted = setId;
        sets.stream().filter(set -> set.id().equals(setId)).findFirst().ifPresent(this::beginWith);
    }

    /** Chooses a set, with all of its databases. */
    public void choose(BackupSet set) {
        var now = form.get();
        change(new RestoreForm(now.stack(), Optional.of(set), RestoreForm.databasesOf(set), now.mode(), ""));
    }

    public void choose(List<String> databases) {
        var now = form.get();
        change(new RestoreForm(now.stack(), now.set(), databases, now.mode(), ""));
    }

    public void choose(Mode mode) {
        var now = form.get();
        change(new RestoreForm(now.stack(), now.set(), now.databases(), mode, ""));
    }

    /** What was typed to confirm. */
    public void type(String name) {
        var now = form.get();
        problem.set(null);
        form.set(new RestoreForm(now.stack(), now.set(), now.databases(), now.mode(), name));
    }

    /** Goes one step further, or says why not. On the last step before the run, it runs. */
    public void next() {
        problem.set(problem().orElse(null));
        if (problem.get() != null) return;
        switch (step.get()) {
            case SET, DATABASES -> step.set(Step.values()[step.get().ordinal() + 1]);
            case PLACE -> {
                step.set(Step.CHECKS);
                check();
            }
            case CHECKS -> step.set(Step.PLAN);
            case PLAN -> start();
            case RUN, PROOF -> startOver();
        }
    }

    /** Goes one step back; from a run that failed, to the checks. */
    public void back() {
        problem.set(null);
        switch (step.get()) {
            case DATABASES, PLACE, PLAN -> step.set(Step.values()[step.get().ordinal() - 1]);
            case CHECKS -> {
                checking.cancel();
                busy.set(false);
                error.set(null);
                step.set(Step.PLACE);
            }
            case RUN -> {
                if (run.get() == null || !run.get().ended()) return;
                forgetRun();
                step.set(Step.CHECKS);
                check();
            }
            case SET, PROOF -> { }
        }
    }

    /** Plans and checks, in the background; also again. */
    public void check() {
        var chosen = form.get();
        checks.clear();
        plan.set(null);
        error.set(null);
        problem.set(null);
        busy.set(true);
        checking.start(tasks.run(() -> {
            var planned = restore.plan(chosen.set().orElseThrow(), chosen.stack(), chosen.options());
            return new Checked(planned, restore.preflight(planned));
        }).onSuccess(found -> {
            plan.set(found.plan());
            checks.setAll(found.checks());
        }).onError(Throwable.class, error::set).onDone(() -> busy.set(false)));
    }

    /** Forgets what was chosen and begins with the first step. */
    public void startOver() {
        if (run.get() != null && !run.get().ended()) return;
        forgetRun();
        if (form.get() != null) form.set(blank(form.get().stack()));
        restart();
    }

    /** Saves a text in the background. @param then is called in the foreground when it is on the disk */
    public void save(Path file, String text, Runnable then) {
        error.set(null);
        tasks.act(() -> AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8)))
                .onSuccess(_ -> then.run())
                .onError(Throwable.class, error::set)
                .start();
    }

    private record Checked(RestorePlan plan, List<Check> checks) {}

    private static RestoreForm blank(Stack stack) {
        return new RestoreForm(stack, Optional.empty(), List.of(), Mode.ASIDE, "");
    }

    private Optional<String> problem() {
        if (step.get() != Step.CHECKS) return form.get().problem(step.get());
        if (plan.get() == null) return Optional.of(Messages.text("restore.problem.unchecked"));
        return checks.stream().anyMatch(check -> check.level() == Check.Level.FAIL)
                ? Optional.of(Messages.text("restore.problem.checks"))
                : Optional.empty();
    }

    private void start() {
        var planned = plan.get();
        var name = planned.stack().name();
        var job = queue.submit(Messages.text("restore.job", name, planned.setId()), name, form.get().command().text(),
                (progress, cancellation) -> restore.run(planned, progress, cancellation),
                report -> report.proven()
                        ? Outcome.done(Messages.text("restore.job.proven", report.proofs().size()))
                        : Outcome.warned(Messages.text("restore.job.unproven")));
        var started = new RunModel(planned, job, queue, tasks);
        runs.put(name, started);
        follow(started);
    }

    private void follow(RunModel started) {
        run.set(started);
        step.set(started.reportProperty().get() == null ? Step.RUN : Step.PROOF);
        started.reportProperty().addListener((_, _, report) -> {
            if (run.get() == started && report != null) step.set(Step.PROOF);
        });
    }

    private void forgetRun() {
        if (run.get() != null) runs.remove(run.get().plan().stack().name());
        run.set(null);
    }

    private void restart() {
        checking.cancel();
        busy.set(false);
        checks.clear();
        plan.set(null);
        run.set(null);
        problem.set(null);
        error.set(null);
        step.set(Step.SET);
    }

    private void change(RestoreForm now) {
        problem.set(null);
        plan.set(null);
        form.set(now);
    }

    private void show(List<BackupSet> found) {
        sets.setAll(found);
        if (step.get() != Step.SET) return;
        found.stream().filter(set -> set.id().equals(wanted)).findFirst().ifPresent(this::beginWith);
    }

    private void beginWith(BackupSet set) {
        wanted = null;
        choose(set);
        step.set(Step.DATABASES);
    }

    private void jobChanged(JobSnapshot job) {
        if (shown && job.state().isFinished()) refresh();
    }
}
