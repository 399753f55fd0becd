package dev.lifeboat.ui.common;

/**
 * Room for one piece of background work: what is started last wins. Starting another drops the one before, so that a
 * stale answer (of the stack chosen before, of the filter typed before) never arrives. Used in the foreground only.
 */
public final class Latest {
    private Tasks.Running running = () -> {};

    /** Starts work; no handler of the work started before is called any more. */
    public void start(Tasks.Work<?> work) {
        running.cancel();
        running = work.start();
    }

    /** Drops what runs, if anything does. */
    public void cancel() {
        running.cancel();
    }
}
