package dev.lifeboat.orm.error;

/** A value cannot be read as the column's type, or is out of its range (SQLSTATE class 22). */
public final class InvalidValue extends DatabaseException {
    InvalidValue(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
