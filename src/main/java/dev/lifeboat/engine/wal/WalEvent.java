package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import java.time.Instant;

/**
 * A record of the log at which a recovery can stop.
 *
 * @param start       of the record
 * @param end         the byte after it
 * @param transaction its number; 0 for a restore point
 * @param at          by the server's clock, to the microsecond
 * @param name        of a restore point; empty for a transaction
 */
public record WalEvent(Kind kind, Lsn start, Lsn end, long transaction, Instant at, String name) {

    /** What happened. */
    public enum Kind { COMMIT, ABORT, RESTORE_POINT }

    public boolean isTransaction() {
        return kind != Kind.RESTORE_POINT;
    }
}
