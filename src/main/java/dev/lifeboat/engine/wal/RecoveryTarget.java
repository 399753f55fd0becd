package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import java.time.Instant;

/** The moment that a recovery shall stop at. Everything committed up to it is there afterwards, and nothing later. */
public sealed interface RecoveryTarget {

    /** Up to this time by the server's clock, to the microsecond. */
    record Time(Instant at) implements RecoveryTarget {}

    /** Every record that begins before this position, as {@code pg_current_wal_lsn()} gave it. */
    record Position(Lsn at) implements RecoveryTarget {}

    /** Up to a named restore point. */
    record Named(String name) implements RecoveryTarget {}

    /** Up to the end of a transaction, that transaction included. */
    record Transaction(long number) implements RecoveryTarget {}

    /** "2026-11-22T14:32:07Z", "position 0/3000028". */
    default String inWords() {
        return switch (this) {
            case Time(Instant at) -> at.toString();
            case Position(Lsn at) -> "position " + at;
            case Named(String name) -> "restore point \"" + name + "\"";
            case Transaction(long number) -> "transaction " + number;
        };
    }
}
