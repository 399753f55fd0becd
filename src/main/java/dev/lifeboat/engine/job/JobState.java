package dev.lifeboat.engine.job;

/** The life of a job. {@code INTERRUPTED}: the program ended while the job ran, found at the next start. */
public enum JobState {
    WAITING, RUNNING, CANCELLING, SUCCEEDED, WARNED, FAILED, CANCELLED, INTERRUPTED;

    public boolean isFinished() {
        return ordinal() >= SUCCEEDED.ordinal();
    }
}
