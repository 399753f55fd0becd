package dev.lifeboat.engine.replication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a destination stands.
 *
 * @param copied   sets there, each verified by hash when it was copied
 * @param waiting  ids of sets here that are not there yet, oldest first
 * @param problem  why it cannot be reached or is damaged, one sentence
 */
public record DestinationState(Destination destination, List<Copy> copied, List<String> waiting, long waitingBytes,
        Optional<Instant> lastCopied, Optional<Instant> lastVerified, Optional<String> problem) {
    /** A set at the destination. */
    public record Copy(String setId, long sizeBytes, Instant copiedAt, Instant verifiedAt) {}
}
