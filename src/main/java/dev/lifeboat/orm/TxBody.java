package dev.lifeboat.orm;

/** What runs in a transaction and returns something. @param <R> the result @param <X> what it may throw */
@FunctionalInterface
public interface TxBody<R, X extends Exception> {
    /** Does the work; throwing rolls it back. */
    R run() throws X;
}
