package dev.lifeboat.orm.error;

/** A write in a transaction, or on a server, that only reads (SQLSTATE 25006). */
public final class ReadOnlyTransaction extends PermissionDenied {
    ReadOnlyTransaction(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
