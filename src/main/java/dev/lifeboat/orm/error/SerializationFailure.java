package dev.lifeboat.orm.error;

/** What this transaction read was changed by another, so that both could not have run one after the other (SQLSTATE 40001). */
public final class SerializationFailure extends Retryable {
    SerializationFailure(String what, String sqlState, Throwable cause) {
        super(what, sqlState, cause);
    }
}
