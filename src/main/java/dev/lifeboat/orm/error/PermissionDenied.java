package dev.lifeboat.orm.error;

/** The user may not do this (SQLSTATE 42501), or nobody may here: then it is a {@link ReadOnlyTransaction}. */
public sealed class PermissionDenied extends DatabaseException permits ReadOnlyTransaction {
    PermissionDenied(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
