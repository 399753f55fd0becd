package dev.lifeboat.ui.common;

import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
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

    /** A job may have ended after the list was fetched and before it arrived here. */
    private JobSnapshot newest(JobSnapshot fetched) {
        int at = indexOf(fetched.id());
        return at >= 0 && list.get(at).state().isFinished() ? list.get(at) : fetched;
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

    /** Asks a job to stop. */
    public void cancel(String jobId) {
        tasks.act(() -> queue.cancel(jobId)).start();
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
