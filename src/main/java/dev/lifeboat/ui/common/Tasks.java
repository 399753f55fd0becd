package dev.lifeboat.ui.common;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Work in the background, with the results delivered in the foreground.
 *
 * <pre>{@code
 * tasks.run(() -> catalogue.sets(stack))
 *         .onSuccess(sets::setAll)
 *         .onError(Failure.class, error::show)
 *         .onDone(() -> loading.set(false))
 *         .start();
 * }</pre>
 *
 * <p>An exception without a handler goes to the consumer given at construction: nothing is lost. A model test
 * passes {@code Runnable::run} for both executors and needs neither a toolkit nor a wait. Thread-safe.
 */
public final class Tasks {
    private final Executor background;
    private final Executor foreground;
    private final Consumer<Throwable> unhandled;

    /**
     * @param background runs the work; each piece may block
     * @param foreground runs the handlers, {@code Platform::runLater} in the window
     * @param unhandled takes, in the foreground, what no handler took
     */
    public Tasks(Executor background, Executor foreground, Consumer<Throwable> unhandled) {
        this.background = background;
        this.foreground = foreground;
        this.unhandled = unhandled;
    }

    /** Work that returns something; nothing happens before {@link Work#start()}. */
    public <T> Work<T> run(Callable<T> call) {
        return new Work<>(call);
    }

    /** Work that returns nothing; nothing happens before {@link Work#start()}. */
    public Work<Void> act(Action action) {
        return new Work<>(() -> {
            action.run();
            return null;
        });
    }

    /** Runs something in the foreground, such as what a listener of the engine was told on another thread. */
    public void later(Runnable action) {
        foreground.execute(action);
    }

    /** Work that returns nothing and may fail. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** Work that was started. */
    @FunctionalInterface
    public interface Running {
        /** Interrupts the work if it still runs; no handler is called any more, not even {@code onDone}. */
        void cancel();
    }

    /** A piece of work that is being described. Not thread-safe; ends with {@link #start()}. */
    public final class Work<T> {
        private final Callable<T> call;
        private final List<Handler<?>> errors = new ArrayList<>();
        private Consumer<? super T> success = _ -> {};
        private Runnable done = () -> {};

        private Work(Callable<T> call) {
            this.call = call;
        }

        /** What to do with the result, in the foreground. */
        public Work<T> onSuccess(Consumer<? super T> handler) {
            success = handler;
            return this;
        }

        /** What to do with an exception of this type, in the foreground. The first handler that fits is called. */
        public <E extends Throwable> Work<T> onError(Class<E> type, Consumer<? super E> handler) {
            errors.add(new Handler<>(type, handler));
            return this;
        }

        /** What to do at the end in any case, in the foreground, after the handler of the result or the error. */
        public Work<T> onDone(Runnable handler) {
            done = handler;
            return this;
        }

        /** Starts the work. */
        public Running start() {
            var dropped = new AtomicBoolean();
            var work = new FutureTask<Void>(() -> {
                try {
                    T result = call.call();
                    deliver(dropped, () -> success.accept(result));
                } catch (Throwable error) {
                    deliver(dropped, () -> handle(error));
                }
                return null;
            });
            background.execute(work);
            return () -> {
                dropped.set(true);
                work.cancel(true);
            };
        }

        private void deliver(AtomicBoolean dropped, Runnable handler) {
            foreground.execute(() -> {
                if (dropped.get()) return;
                guarded(handler);
                guarded(done);
            });
        }

        private void guarded(Runnable handler) {
            try {
                handler.run();
            } catch (RuntimeException | Error failed) {
                unhandled.accept(failed);
            }
        }

        private void handle(Throwable error) {
            for (var handler : errors) {
                if (handler.takes(error)) return;
            }
            unhandled.accept(error);
        }
    }

    private record Handler<E extends Throwable>(Class<E> type, Consumer<? super E> consumer) {
        boolean takes(Throwable error) {
            if (!type.isInstance(error)) return false;
            consumer.accept(type.cast(error));
            return true;
        }
    }
}
