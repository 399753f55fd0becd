package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.replication.DestinationStore;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.repository.Repository;
import java.time.Clock;

/** Works out a {@link StackHealth}. Thread-safe; reads manifests and small files only, never the database. */
public final class HealthCheck {
    public HealthCheck(JobHistory history, DestinationStore destinations, Replication replication, Clock clock) { throw new UnsupportedOperationException(); }
    public StackHealth of(String stack, Repository repository) { throw new UnsupportedOperationException(); }
}
