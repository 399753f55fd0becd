package dev.lifeboat.ui.firstrun;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Work;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.Jobs;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Starts the demo stack as a job and tells when it is there. */
public final class FirstRunModel {
    private static final String DEMO = "demo";

    private final JobQueue queue;
    private final Jobs jobs;
    private final Tasks tasks;
    private final Work<Stack> demo;
    private final Consumer<Stack> started;
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper(this, "starting");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    /**
     * @param demo starts the demo stack, saves it among the stacks and returns it
     * @param started is told of the stack, in the foreground
     */
    public FirstRunModel(JobQueue queue, Jobs jobs, Tasks tasks, Work<Stack> demo, Consumer<Stack> started) {
        this.queue = queue;
        this.jobs = jobs;
        this.tasks = tasks;
        this.demo = demo;
        this.started = started;
    }

    /** Starts the demo stack; does nothing while it is starting. */
    public void startDemo() {
        if (starting.get()) return;
        starting.set(true);
        error.set(null);
        tasks.run(() -> {
            Job<Stack> job = queue.submit(Messages.text("firstrun.demo.job"), DEMO, "lifeboat window --demo", demo,
                    stack -> Outcome.done(Messages.text("firstrun.demo.done", stack.name())));
            return job.await();
        }).onSuccess(started).onError(Failure.class, error::set).onDone(() -> starting.set(false)).start();
    }

    /** True from the click until the demo stack runs or failed. */
    public ReadOnlyBooleanProperty startingProperty() {
        return starting.getReadOnlyProperty();
    }

    /** Why the demo stack did not start; null when it did or was not asked to. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** The job that runs; null while none does. */
    public ReadOnlyObjectProperty<JobSnapshot> jobProperty() {
        return jobs.currentProperty();
    }
}
