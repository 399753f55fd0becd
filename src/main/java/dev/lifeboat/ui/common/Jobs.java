package dev.lifeboat.ui.common;

import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The engine's jobs as the window sees them: unfinished ones first, then finished ones, newest first, with those of
 * earlier runs. The engine reports at most ten times a second; the list changes in the foreground only.
 */
public final class Jobs {
    private final JobQueue queue;
    private final Tasks tasks;
    private final ObservableList<JobSnapshot> list = FXCollections.observableArrayList();
    private final ObservableList<JobSnapshot> listView = FXCollections.unmodifiableObservableList(list);
    private final ReadOnlyObjectWrapper<JobSnapshot> current = new ReadOnlyObjectWrapper<>(this, "current");

    private Others others = new Others() {
        @Override
        public List<JobSnapshot> unfinished() {
            return List.of();
        }

        @Override
        public void cancel(String jobId) {}
    };
    private Set<String> theirs = Set.of();
    private Object history = List.of();
    private boolean looking;

    private record Look(List<JobSnapshot> theirs, Object history) {}

    /** Begins to listen at once; {@link #load()} fetches what ran before. */
    public Jobs(JobQueue queue, Tasks tasks) {
        this.queue = queue;
        this.tasks = tasks;
        queue.listen(snapshot -> tasks.later(() -> changed(snapshot)));
    }

    /** Fetches the history in the background. */
    public void load() {
        tasks.run(queue::jobs).onSuccess(fetched -> {
            list.setAll(fetched.stream().map(this::newest).toList());
            chooseCurrent();
        }).start();
    }

    /** A job may have ended after the list was fetched and before it arrived here; of one that goes on the history knows only the beginning. */
    private JobSnapshot newest(JobSnapshot fetched) {
        int at = fetched.state().isFinished() ? -1 : indexOf(fetched.id());
        return at >= 0 ? list.get(at) : fetched;
    }

    /** From now on {@link #look()} also shows the jobs of another program, and {@link #cancel} asks that one. */
    public Jobs following(Others others) {
        this.others = others;
        return this;
    }

    /** Another program that works on the same targets: the agent. */
    public interface Others {
        /** The jobs that wait or run there; may block. */
        List<JobSnapshot> unfinished();

        /** Asks it to cancel one of them; may block. */
        void cancel(String jobId);
    }

    /** Fetches, in the background, what the other program does now, and what any program has added to the history. */
    public void look() {
        if (looking) return;
        looking = true;
        tasks.run(() -> new Look(others.unfinished(), queue.historyVersion())).onSuccess(now -> {
            theirs = now.theirs().stream().map(JobSnapshot::id).collect(Collectors.toSet());
            now.theirs().forEach(this::changed);
            if (!now.history().equals(history)) load();
            history = now.history();
        }).onDone(() -> looking = false).start();
    }

    /** Whether {@link #cancel} reaches the job: one that a command of a terminal works on can only be cancelled there. */
    public boolean canCancel(JobSnapshot job) {
        return !job.state().isFinished() && (theirs.contains(job.id()) || queue.isOpenHere(job.id()));
    }

    /** Unmodifiable; changes in the foreground. */
    public ObservableList<JobSnapshot> list() {
        return listView;
    }

    /** The job that runs, or waits while none runs; null when everything is finished. */
    public ReadOnlyObjectProperty<JobSnapshot> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** How many jobs are waiting or running. */
    public int unfinished() {
        return (int) list.stream().filter(job -> !job.state().isFinished()).count();
    }

    /** How many jobs wait or run in this program: they end with it. Those of the agent and of commands go on. */
    public int unfinishedHere() {
        return (int) list.stream().filter(job -> queue.isOpenHere(job.id())).count();
    }

    /** Asks a job to stop. */
    public void cancel(String jobId) {
        boolean elsewhere = theirs.contains(jobId);
        tasks.act(() -> {
            if (elsewhere) others.cancel(jobId);
            else queue.cancel(jobId);
        }).start();
    }

    private void changed(JobSnapshot snapshot) {
        int at = indexOf(snapshot.id());
        if (at >= 0 && list.get(at).state().isFinished()) return;
        if (at >= 0 && !snapshot.state().isFinished()) list.set(at, snapshot);
        else {
            if (at >= 0) list.remove(at);
            list.add(snapshot.state().isFinished() ? unfinished() : 0, snapshot);
        }
        chooseCurrent();
    }

    private int indexOf(String id) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).id().equals(id)) return i;
        }
        return -1;
    }

    private void chooseCurrent() {
        JobSnapshot chosen = null;
        for (var job : list) {
            if (job.state().isFinished()) continue;
            if (chosen == null || chosen.state() == JobState.WAITING && job.state() != JobState.WAITING) chosen = job;
        }
        current.set(chosen);
    }
}
