package dev.lifeboat.engine.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The append-only, hash-chained audit log; one JSON object a line. Thread-safe; several processes may append. */
public final class AuditLog {
    public AuditLog(Path file) { throw new UnsupportedOperationException(); }
    /** Appends one entry and fsyncs. @throws dev.lifeboat.engine.Failure.StorageFailed when it cannot be written */
    public AuditEntry record(String operation, String target, String outcome, String detail) { throw new UnsupportedOperationException(); }
    /** Newest first. */
    public List<AuditEntry> entries() { throw new UnsupportedOperationException(); }
    /** The number of the first entry whose chain is broken, or empty when the whole log is as it was written. */
    public Optional<Long> firstBroken() { throw new UnsupportedOperationException(); }
}
