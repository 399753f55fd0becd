package dev.lifeboat.orm.error;

/** A value is outside of what the column allows (SQLSTATE 23514). */
public final class CheckViolation extends ConstraintViolation {
    CheckViolation(String what, Where where, Throwable cause) {
        super(what, where, cause);
    }
}
