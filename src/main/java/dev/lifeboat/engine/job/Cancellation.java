package dev.lifeboat.engine.job;

import dev.lifeboat.engine.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks running work to stop. Passed down to everything that can take long; thread-safe.
 *
 * <p>Work either calls {@link #check()} between steps, or registers with {@link #onCancel} how a blocking step (a
 * child process, a statement, a stream) is ended from another thread.
 */
public final class Cancellation {

    /** How to end one blocking step; closing it says that the step is over and needs no ending any more. */
    public interface Registration extends AutoCloseable {
        @Override void close();
    }

    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Asks the work to stop. Runs the registered actions on the calling thread; only the first call does anything. */
    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(actions);
        }
        RuntimeException first = null;
        for (Runnable action : due) {
            try {
                action.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** @throws Failure.Cancelled when the work was asked to stop */
    public void check() {
        if (isCancelled()) {
            throw new Failure.Cancelled("Cancelled.");
        }
    }

    /**
     * Registers how to end the blocking step that is about to begin. When the work is already cancelled, the action
     * runs at once.
     *
     * @param action must not block; called at most once, on the cancelling thread
     */
    public Registration onCancel(Runnable action) {
        boolean late;
        synchronized (this) {
            late = cancelled;
            if (!late) {
                actions.add(action);
            }
        }
        if (late) {
            action.run();
        }
        return () -> {
            synchronized (this) {
                actions.remove(action);
            }
        };
    }
}
