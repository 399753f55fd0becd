package dev.lifeboat.orm.error;

/** A value that must be unique exists already (SQLSTATE 23505). */
public final class UniqueViolation extends ConstraintViolation {
    UniqueViolation(String what, Where where, Throwable cause) {
        super(what, where, cause);
    }
}
