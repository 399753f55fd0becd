/**
 * Jobs: long work with progress and cancel, one at a time per target, and the history of what ran.
 *
 * <p>Operations of the engine take a {@link dev.lifeboat.engine.job.Progress} and a
 * {@link dev.lifeboat.engine.job.Cancellation}; a {@link dev.lifeboat.engine.job.JobQueue} runs them on virtual threads.
 */
package dev.lifeboat.engine.job;
