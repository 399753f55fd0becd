package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.job.JobState;
import java.time.Instant;

/** How the last run of a schedule came out. @param planned its time by the cron expression @param jobId of its job in the history */
public record LastRun(Instant planned, Instant started, Instant ended, JobState state, String sentence, String jobId) {

    /** Whether it came to a bad end; one that somebody cancelled did not. */
    public boolean failed() {
        return state == JobState.FAILED || state == JobState.INTERRUPTED;
    }

    /** Whether the work was done, with or without remarks. */
    public boolean ok() {
        return state == JobState.SUCCEEDED || state == JobState.WARNED;
    }
}
