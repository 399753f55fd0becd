package dev.lifeboat.orm.error;

/** A row overlaps one that an exclusion constraint keeps it apart from (SQLSTATE 23P01). */
public final class ExclusionViolation extends ConstraintViolation {
    ExclusionViolation(String what, Where where, Throwable cause) {
        super(what, where, cause);
    }
}
