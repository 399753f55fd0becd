package dev.lifeboat.orm;

/** What runs in a transaction. @param <X> what it may throw */
@FunctionalInterface
public interface TxAction<X extends Exception> {
    /** Does the work; throwing rolls it back. */
    void run() throws X;
}
