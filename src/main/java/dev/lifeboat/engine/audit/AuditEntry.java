package dev.lifeboat.engine.audit;

import java.time.Instant;

/**
 * One line of the audit log.
 *
 * @param operation {@code backup.database}, {@code restore.database}, {@code set.verify}, {@code stack.add}, ...
 * @param target    what it was done to: a stack, a set, a destination
 * @param outcome   {@code started}, {@code done}, {@code warned}, {@code failed}, {@code cancelled}
 * @param detail    one sentence; never a secret
 * @param previous  SHA-256 (hex) of the previous entry, 64 zeros for the first
 * @param hash      SHA-256 (hex) of this entry's other fields
 */
public record AuditEntry(long number, Instant time, String user, String host, String operation, String target,
        String outcome, String detail, String previous, String hash) {}
