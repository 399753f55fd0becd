package dev.lifeboat.orm.error;

/** The server refused the statement for a reason that has no type of its own; see {@link #sqlState()}. */
public final class StatementRejected extends DatabaseException {
    StatementRejected(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
