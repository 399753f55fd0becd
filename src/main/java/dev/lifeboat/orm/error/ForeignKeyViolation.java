package dev.lifeboat.orm.error;

/** A row refers to one that does not exist, or is still referred to (SQLSTATE 23503). */
public final class ForeignKeyViolation extends ConstraintViolation {
    ForeignKeyViolation(String what, Where where, Throwable cause) {
        super(what, where, cause);
    }
}
