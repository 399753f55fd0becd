package dev.lifeboat.orm.error;

/** A column that must have a value was given none (SQLSTATE 23502). */
public final class NotNullViolation extends ConstraintViolation {
    NotNullViolation(String what, Where where, Throwable cause) {
        super(what, where, cause);
    }
}
