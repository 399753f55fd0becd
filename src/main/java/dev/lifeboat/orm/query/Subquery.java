package dev.lifeboat.orm.query;

/** Rows that can be asked for inside of another question: every query is one. @param <R> its rows */
@FunctionalInterface
public interface Subquery<R> {
    /** What is asked. */
    Select<R> asked();
}
