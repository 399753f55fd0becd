package dev.lifeboat.orm.error;

/** The server gave up this transaction in favour of another: run it again from the start, as {@code TxOptions.retrying} does. */
public abstract sealed class Retryable extends DatabaseException permits Deadlock, SerializationFailure {
    Retryable(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
