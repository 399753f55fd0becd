package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RetentionStore;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import dev.lifeboat.ui.keys.OpeningModel;
import dev.lifeboat.ui.keys.OpeningModel.SetKey;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The sets of the current stack, as the repository has them; read anew when shown and whenever a job ends. */
public final class BackupsModel {
    private final BackupJobs jobs;
    private final RetentionStore retentions;
    private final JobQueue queue;
    private final Tasks tasks;
    private final Latest listing = new Latest();
    private final ObservableList<BackupSet> sets = FXCollections.observableArrayList();
    private final ObservableList<Finding> findings = FXCollections.observableArrayList();
    private final ObjectProperty<BackupSet> selected = new SimpleObjectProperty<>(this, "selected");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper(this, "loaded");
    private final Latest windowing = new Latest();
    private final ReadOnlyObjectWrapper<Window> window = new ReadOnlyObjectWrapper<>(this, "window");
    private final OpeningModel opening;
    private List<Key> known = List.of();
    private boolean shown;
    private Optional<Stack> stack = Optional.empty();
    private String wanted;

    /** Begins to listen to the jobs at once. */
    public BackupsModel(BackupJobs jobs, RetentionStore retentions, JobQueue queue, Tasks tasks) {
        this.jobs = jobs;
        this.retentions = retentions;
        this.queue = queue;
        this.tasks = tasks;
        opening = new OpeningModel(jobs.keys(), tasks);
        selected.addListener((_, _, set) -> lookAtLog(set));
        queue.listen(job -> tasks.later(() -> jobChanged(job)));
    }

    /** Newest first; changes in the foreground. */
    public ObservableList<BackupSet> sets() {
        return sets;
    }

    /** What lies in the repository and is no usable set. */
    public ObservableList<Finding> findings() {
        return findings;
    }

    /** The set whose details are shown, or null. */
    public ObjectProperty<BackupSet> selectedProperty() {
        return selected;
    }

    /** Why the sets could not be read, or null. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** Whether the sets of the current stack have been read at least once. */
    public ReadOnlyBooleanProperty loadedProperty() {
        return loaded.getReadOnlyProperty();
    }

    public Optional<Stack> stack() {
        return stack;
    }

    /** Forgets the sets of the stack before. */
    public void use(Optional<Stack> now) {
        if (now.equals(stack)) return;
        stack = now;
        listing.cancel();
        loaded.set(false);
        error.set(null);
        selected.set(null);
        sets.clear();
        findings.clear();
        if (shown) refresh();
    }

    /** The view is in front, or no longer. */
    public void shown(boolean now) {
        shown = now;
        if (now) refresh();
    }

    /** Selects a set, now or when it has been read. */
    public void select(String setId) {
        wanted = setId;
        find(setId).ifPresent(selected::set);
    }

    /** Reads the repository in the background. */
    public void refresh() {
        if (stack.isEmpty()) return;
        var name = stack.get().name();
        listing.start(tasks.run(() -> new Found(jobs.repository().list(), jobs.keys().list()))
                .onSuccess(read -> {
                    error.set(null);
                    known = read.known();
                    var found = read.listing();
                    show(found.sets().stream().filter(set -> set.manifest().stack().equals(name)).toList());
                    findings.setAll(Finding.of(found));
                    loaded.set(true);
                })
                .onError(Throwable.class, failed -> {
                    error.set(failed);
                    loaded.set(true);
                }));
    }

    /**
     * How far the selected base backup can be brought.
     *
     * @param trouble why that is not known; then there is no {@code found}
     */
    record Window(Optional<RecoveryWindow> found, Optional<String> trouble) {}

    private void lookAtLog(BackupSet set) {
        windowing.cancel();
        window.set(null);
        if (set == null || set.manifest().base().isEmpty()) return;
        windowing.start(tasks.run(() -> jobs.window(set))
                .onSuccess(found -> window.set(new Window(Optional.of(found), Optional.empty())))
                .onError(Failure.class, failed -> window.set(new Window(Optional.empty(), Optional.of(failed.getMessage())))));
    }

    /** Null while it is not known, and for sets that are no base backups. */
    ReadOnlyObjectProperty<Window> windowProperty() {
        return window.getReadOnlyProperty();
    }

    private record Found(Repository.Listing listing, List<Key> known) {}

    /** Verifies the selected set as a job. */
    public void verify(Depth depth) {
        var set = selected.get();
        if (set != null) jobs.verify(set.manifest().stack(), set.id(), depth);
    }

    /** Starts a job that tests the verifications with damaged copies of the selected set. */
    public void selfTest() {
        var set = selected.get();
        if (set != null) jobs.selfTest(set.manifest().stack(), set.id());
    }

    /** A backup that is about to be planned; empty without a stack. */
    public Optional<BackupModel> planning() {
        return stack.map(chosen -> new BackupModel(jobs, chosen, tasks));
    }

    /** A clean-up that is about to be planned; empty without a stack. */
    Optional<PruneModel> pruning() {
        return stack.map(chosen -> new PruneModel(chosen, jobs, retentions, tasks));
    }

    /** A set to be compared with another one of the same stack, or with its live databases. */
    Optional<CompareModel> comparing(BackupSet set) {
        var others = sets.stream().filter(other -> !other.id().equals(set.id()) && haveInCommon(set.manifest(), other.manifest())).toList();
        return stack.map(of -> new CompareModel(of, set, others, jobs.sets(), queue, tasks));
    }

    private static boolean haveInCommon(Manifest one, Manifest other) {
        return !one.databases().isEmpty() && !other.databases().isEmpty() || !one.volumes().isEmpty() && !other.volumes().isEmpty();
    }

    /** A set to be packed into one archive. */
    ArchiveModel exporting(BackupSet set) {
        return new ArchiveModel(Optional.of(set), jobs.sets(), queue, tasks);
    }

    /** An archive from which a set is to be taken into the repository. */
    ArchiveModel importing() {
        return new ArchiveModel(Optional.empty(), jobs.sets(), queue, tasks);
    }

    /** A look at the tables of a set. */
    LookModel looking(BackupSet set) {
        return new LookModel(set, jobs.keys(), jobs.exports(), tasks);
    }

    /** A look at the files of a set's volumes. */
    FilesModel files(BackupSet set) {
        return new FilesModel(set, jobs.keys(), jobs.sets(), queue, tasks);
    }

    /** What opens encrypted sets. */
    OpeningModel opening() {
        return opening;
    }

    /** The keys that open a set, as they were when the sets were read. */
    List<SetKey> keysOf(BackupSet set) {
        return SetKey.of(set, known);
    }

    /** Deletes what killed runs left, as a job; the sets are read again when it has ended. */
    void clean() {
        jobs.clean();
    }

    /** Pins the selected set, or takes its pin away. */
    void pin(boolean pinned) {
        var set = selected.get();
        if (set == null) return;
        tasks.act(() -> jobs.pin(set.id(), pinned)).onSuccess(_ -> refresh()).onError(Throwable.class, error::set).start();
    }

    private void show(List<BackupSet> found) {
        var before = selected.get() == null ? null : selected.get().id();
        sets.setAll(found);
        var chosen = find(wanted).or(() -> find(before)).or(() -> found.stream().findFirst());
        wanted = null;
        selected.set(chosen.orElse(null));
    }

    private Optional<BackupSet> find(String setId) {
        return sets.stream().filter(set -> set.id().equals(setId)).findFirst();
    }

    private void jobChanged(JobSnapshot job) {
        if (shown && job.state().isFinished()) refresh();
    }
}
