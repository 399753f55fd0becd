package dev.lifeboat.orm.error;

/** The user may not do this, or the connection only reads (SQLSTATE 42501, 25006). */
public final class PermissionDenied extends DatabaseException {
    PermissionDenied(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
