package dev.lifeboat.cli;

import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Work;
import java.util.function.Function;

/**
 * Work to run as a job, so that it is in the history.
 *
 * @param title   for people: "Back up shop"
 * @param target  what it works on; one job at a time per target
 * @param command the command line that does the same
 * @param outcome what to say of the result
 */
record Task<R>(String title, String target, String command, Work<R> work, Function<R, Outcome> outcome) {}
