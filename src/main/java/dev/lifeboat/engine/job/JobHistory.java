package dev.lifeboat.engine.job;

import java.nio.file.Path;
import java.util.List;

/** The jobs of this and earlier runs of the program, one JSON line each, newest 1,000 kept. Thread-safe. */
public final class JobHistory {
    public JobHistory(Path file) { throw new UnsupportedOperationException(); }
    /** Newest first. A job that was running when the program ended has the state INTERRUPTED. */
    public List<JobSnapshot> list() { throw new UnsupportedOperationException(); }
    void record(JobSnapshot snapshot) { throw new UnsupportedOperationException(); }
}
