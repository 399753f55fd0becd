package dev.lifeboat.engine.job;

/**
 * What a job does.
 *
 * @param <R> its result
 */
@FunctionalInterface
public interface Work<R> {
    R run(Progress progress, Cancellation cancellation) throws Exception;
}
