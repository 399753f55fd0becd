package dev.lifeboat.engine.job;

/** A submitted piece of work. Thread-safe. */
public final class Job<R> {
    public String id() { throw new UnsupportedOperationException(); }
    public JobSnapshot snapshot() { throw new UnsupportedOperationException(); }
    /** Asks the work to stop; returns at once. */
    public void cancel() { throw new UnsupportedOperationException(); }
    /** Waits for the end. @throws dev.lifeboat.engine.Failure as the work threw it */
    public R await() throws InterruptedException { throw new UnsupportedOperationException(); }
}
