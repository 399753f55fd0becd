package dev.lifeboat.engine.audit;

import dev.lifeboat.engine.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

/**
 * One line of the audit log.
 *
 * @param number    1 for the first, then one more each
 * @param operation {@code backup.database}, {@code restore.database}, {@code set.verify}, {@code stack.add}, ...
 * @param target    what it was done to: a stack, a set, a destination
 * @param outcome   {@code started}, {@code done}, {@code warned}, {@code failed}, {@code cancelled}
 * @param detail    one sentence; never a secret
 * @param previous  SHA-256 (hex) of the previous entry, 64 zeros for the first
 * @param hash      {@link #computeHash} of this entry
 */
public record AuditEntry(long number, Instant time, String user, String host, String operation, String target,
        String outcome, String detail, String previous, String hash) {

    static final String NO_PREVIOUS = "0".repeat(64);

    static AuditEntry chained(long number, Instant time, String user, String host, String operation, String target,
            String outcome, String detail, String previous) {
        AuditEntry open = new AuditEntry(number, time, user, host, operation, target, outcome, detail, previous, "");
        return new AuditEntry(number, time, user, host, operation, target, outcome, detail, previous, open.computeHash());
    }

    /** Whether this is entry {@code number}, unchanged, after an entry with that hash. */
    boolean follows(long number, String previousHash) {
        return this.number == number && previous.equals(previousHash) && hash.equals(computeHash());
    }

    /**
     * SHA-256 (lower-case hex) over all other fields in the order of this record, each written as
     * {@code <number of UTF-8 bytes>:<the bytes>,} (a netstring), the time as ISO 8601 in UTC. Lengths first, so that no
     * two different entries have the same form.
     */
    public String computeHash() {
        MessageDigest digest = Sha256.digest();
        for (String field : List.of(Long.toString(number), time.toString(), user, host, operation, target, outcome, detail, previous)) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
            digest.update((byte) ',');
        }
        return Sha256.hex(digest);
    }
}
