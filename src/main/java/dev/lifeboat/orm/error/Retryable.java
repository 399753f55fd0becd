package dev.lifeboat.orm.error;

/** The server gave up this transaction in favour of another (SQLSTATE 40001, 40P01): run it again from the start. */
public final class Retryable extends DatabaseException {
    Retryable(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
