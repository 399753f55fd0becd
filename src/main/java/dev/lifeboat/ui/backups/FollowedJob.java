package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.ui.common.Tasks;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The one job that a sheet follows to its end; it goes on when the sheet is closed. */
final class FollowedJob {
    private final JobQueue queue;
    private final Tasks tasks;
    private final ReadOnlyObjectWrapper<JobSnapshot> snapshot = new ReadOnlyObjectWrapper<>(this, "snapshot");

    FollowedJob(JobQueue queue, Tasks tasks) {
        this.queue = queue;
        this.tasks = tasks;
    }

    /** Follows a job that was just submitted, in place of the one before. */
    void follow(Job<?> job) {
        snapshot.set(null);
        var listening = queue.listen(now -> {
            if (now.id().equals(job.id())) tasks.later(() -> show(now));
        });
        snapshot.addListener((_, _, now) -> {
            if (now == null || now.state().isFinished()) listening.close();
        });
        show(job.snapshot());
    }

    /** What is known of the end is not taken back by what was known before. */
    private void show(JobSnapshot now) {
        var before = snapshot.get();
        if (before == null || before.id().equals(now.id()) && !before.state().isFinished()) snapshot.set(now);
    }

    void stop() {
        var running = snapshot.get();
        if (running != null) tasks.act(() -> queue.cancel(running.id())).start();
    }

    /** How it stands; null before it is started. */
    ReadOnlyObjectProperty<JobSnapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }
}
