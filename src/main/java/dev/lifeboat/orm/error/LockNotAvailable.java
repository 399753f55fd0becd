package dev.lifeboat.orm.error;

/** Another transaction holds the lock (SQLSTATE 55P03). */
public final class LockNotAvailable extends DatabaseException {
    LockNotAvailable(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
