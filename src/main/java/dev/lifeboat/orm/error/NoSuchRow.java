package dev.lifeboat.orm.error;

/** A row that was asked for by its key is not there. */
public final class NoSuchRow extends DatabaseException {
    /** Says what is missing, without any value. */
    public NoSuchRow(String what) {
        super(what, "", null);
    }
}
