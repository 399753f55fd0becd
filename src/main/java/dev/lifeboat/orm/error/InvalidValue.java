package dev.lifeboat.orm.error;

/** A value cannot be read as the column's type, is out of its range (SQLSTATE class 22), or would not be kept as it is. */
public final class InvalidValue extends DatabaseException {
    /** Found by us, before or after the server saw it. @param what without the value @param cause may be null */
    public InvalidValue(String what, Throwable cause) {
        super(what, "", cause);
    }

    InvalidValue(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
