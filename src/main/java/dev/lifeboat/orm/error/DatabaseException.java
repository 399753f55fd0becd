package dev.lifeboat.orm.error;

/**
 * Everything that can go wrong between us and the database, as types: catch the one you can do something about. Messages
 * hold no bound value: PostgreSQL's detail line, which repeats them, is left out, also from the cause.
 */
public abstract sealed class DatabaseException extends RuntimeException
        permits ConnectionLost, ConstraintViolation, InvalidValue, LockNotAvailable, LoginRefused, MappingMistake, MigrationFailed, MigrationRefused, NoSuchDatabase, NoSuchRow, NotOneRow, PermissionDenied, Retryable, StaleRow, StatementCancelled, StatementRejected, UnexpectedNull, UnknownName {
    private final String sqlState;

    DatabaseException(String what, String sqlState, Throwable cause) {
        super(what, cause);
        this.sqlState = sqlState;
    }

    /** The five characters of the SQL standard's error code; empty when no server was involved. */
    public String sqlState() {
        return sqlState;
    }
}
