package dev.lifeboat.orm;

import java.sql.Connection;

/**
 * How a transaction runs. Only the outermost one's options count.
 *
 * @param readOnly the server refuses writes
 */
public record TxOptions(Isolation isolation, boolean readOnly) {
    /** Read committed, reading and writing: PostgreSQL's default. */
    public static final TxOptions DEFAULT = new TxOptions(Isolation.READ_COMMITTED, false);

    /** The isolation levels that PostgreSQL tells apart (manual, 13.2). */
    public enum Isolation {
        /** Every statement sees what was committed before it began. */
        READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
        /** All statements see what was committed before the first began. */
        REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
        /** As if transactions ran one after the other; be ready for Retryable. */
        SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

        private final int jdbc;

        Isolation(int jdbc) {
            this.jdbc = jdbc;
        }

        int jdbc() {
            return jdbc;
        }
    }

    /** The same at another level. */
    public TxOptions at(Isolation level) {
        return new TxOptions(level, readOnly);
    }

    /** The same, refusing writes. */
    public TxOptions reading() {
        return new TxOptions(isolation, true);
    }
}
