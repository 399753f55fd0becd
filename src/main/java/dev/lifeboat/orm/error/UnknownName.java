package dev.lifeboat.orm.error;

/** A table, column or parameter has no such name. */
public final class UnknownName extends DatabaseException {
    /** Says what is missing, without any value. */
    public UnknownName(String what) {
        super(what, "", null);
    }
}
