package dev.lifeboat.orm.error;

/** The server cannot be reached or went away. Whether the last statement took effect is unknown. */
public final class ConnectionLost extends DatabaseException {
    ConnectionLost(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
