package dev.lifeboat.orm.error;

/** The server is there, the database is not (SQLSTATE 3D000). */
public final class NoSuchDatabase extends DatabaseException {
    NoSuchDatabase(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
