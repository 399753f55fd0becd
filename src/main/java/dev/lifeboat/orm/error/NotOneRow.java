package dev.lifeboat.orm.error;

/** A query that must find exactly one row found none or several. */
public final class NotOneRow extends DatabaseException {
    /** Says what is missing, without any value. */
    public NotOneRow(String what) {
        super(what, "", null);
    }
}
