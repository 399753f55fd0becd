package dev.lifeboat.orm.error;

/** The statement was stopped: by its time limit, by a cancel, or by the administrator (SQLSTATE 57014). */
public final class StatementCancelled extends DatabaseException {
    StatementCancelled(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
