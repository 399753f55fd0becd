package dev.lifeboat.orm.error;

/** Two transactions waited for each other, and the server ended this one (SQLSTATE 40P01). */
public final class Deadlock extends Retryable {
    Deadlock(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
