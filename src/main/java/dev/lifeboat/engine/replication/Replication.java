package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.Repository;
import java.util.List;

/** Copies sets to destinations, manifest last, each member checked by reading it back. Thread-safe. */
public final class Replication {

    /** @param copied ids copied now @param alreadyThere ids that were there, with all members of the right size and hash recorded */
    public record Result(String destination, List<String> copied, List<String> alreadyThere, long bytes) {}

    public Replication(AuditLog audit) { throw new UnsupportedOperationException(); }
    /** A round trip: exists, writable, write, fsync, rename, read back, delete, free space, not the disk it protects. */
    public List<Check> test(Destination destination, Repository repository) { throw new UnsupportedOperationException(); }
    public Result copy(Repository from, Destination to, Progress progress, Cancellation cancellation) { throw new UnsupportedOperationException(); }
    public DestinationState state(Repository from, Destination to) { throw new UnsupportedOperationException(); }
}
