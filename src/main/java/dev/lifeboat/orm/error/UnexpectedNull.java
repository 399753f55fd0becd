package dev.lifeboat.orm.error;

/** A column held NULL where its component is not nullable. */
public final class UnexpectedNull extends DatabaseException {
    /** Says what is missing, without any value. */
    public UnexpectedNull(String what) {
        super(what, "", null);
    }
}
