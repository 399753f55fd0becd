package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.ui.common.Tasks;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.slf4j.LoggerFactory;

/**
 * Reads for one purpose, of which only the latest counts: a newer one asks the server to stop the older, and what the
 * older still brings is dropped. Unlike {@link dev.lifeboat.ui.common.Latest} it does not interrupt the thread, because
 * that would break its connection, which the pool wants back.
 */
public final class LatestRead {
    private final Tasks tasks;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private Cancellation current;

    public LatestRead(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Whether an answer is being waited for. */
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Starts a read in place of the one that may be running. The handlers run in the foreground. */
    public <T> void run(Function<Cancellation, T> read, Consumer<? super T> found, Consumer<Throwable> failed) {
        cancel();
        var mine = new Cancellation();
        current = mine;
        running.set(true);
        tasks.run(() -> read.apply(mine))
                .onSuccess(result -> finish(mine, () -> found.accept(result)))
                .onError(Failure.class, error -> finish(mine, () -> failed.accept(error)))
                .onError(Throwable.class, error -> finish(mine, () -> { throw unexpected(error); }))
                .start();
    }

    /** Stops waiting, and asks the server to stop. */
    public void cancel() {
        if (current == null) return;
        var old = current;
        current = null;
        running.set(false);
        tasks.act(old::cancel)
                .onError(Failure.class, error -> LoggerFactory.getLogger(LatestRead.class)
                        .debug("The server could not be asked to stop a statement; its time limit will", error))
                .start();
    }

    private void finish(Cancellation mine, Runnable handler) {
        if (current != mine) return;
        current = null;
        running.set(false);
        handler.run();
    }

    private static RuntimeException unexpected(Throwable error) {
        if (error instanceof Error serious) throw serious;
        return error instanceof RuntimeException known ? known : new IllegalStateException(error);
    }
}
