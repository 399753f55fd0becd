package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept beside a stored segment, so that the recovery window is known without reading the log.
 *
 * @param sha256        of the stored file
 * @param rawSha256     of what the server wrote; absent in what an older version kept
 * @param rawBytes      before compression
 * @param earliest      time of a transaction's end in it, when there is one
 * @param latest        the same
 * @param lastRecord    start of its last whole record, when there is one
 * @param restorePoints named points in it, in order
 * @param storedAt      by this computer's clock
 */
record SegmentFacts(String sha256, Optional<String> rawSha256, long rawBytes, Optional<Instant> earliest, Optional<Instant> latest, Optional<Lsn> lastRecord,
        List<Named> restorePoints, Instant storedAt) {

    /** A named restore point. */
    public record Named(String name, Lsn at, Instant time) {}
}
