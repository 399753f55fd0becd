package dev.lifeboat.cli;

import dev.lifeboat.engine.job.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or a stop from the system: asks the running work to stop, and holds the end of the process back until that
 * work has cleaned up behind itself, for a minute at most. Thread-safe.
 */
final class Interruption implements AutoCloseable {

    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private volatile boolean guarding;

    /** Listens to the signals of this process until it is closed. */
    static Interruption ofProcess() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** From now until the registration is closed, an interruption calls {@code cancel}, which must not block. */
    Cancellation.Registration guard(Runnable cancel) {
        guarding = true;
        return cancellation.onCancel(cancel);
    }

    boolean isInterrupted() {
        return cancellation.isCancelled();
    }

    void interrupt() {
        cancellation.cancel();
        try {
            if (guarding && !ended.await(60, TimeUnit.SECONDS)) {
                System.err.println("lifeboat: the work did not stop within a minute; leaving it.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is over and its outcome has been printed. */
    @Override public void close() {
        ended.countDown();
        if (!isInterrupted()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                return; // the process is ending already, and the hook no longer waits
            }
        }
    }
}
