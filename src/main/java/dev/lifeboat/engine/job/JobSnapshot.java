package dev.lifeboat.engine.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a job at one moment; immutable.
 *
 * @param id            unique, sortable by start
 * @param title         for people: "Back up shop"
 * @param target        what the job works on (a stack's name); one job at a time per target
 * @param command       the command line that does the same; never holds a secret
 * @param phase         name of the current or last phase, may be empty
 * @param done          in {@code unit}; never more than {@code total} when that is known
 * @param total         in {@code unit}, or {@link Progress#UNKNOWN}
 * @param unitsPerSecond of the current phase, 0 when not known yet
 * @param item          what is being worked on, may be empty
 * @param log           the lines noted so far (the newest few hundred), oldest first
 * @param outcome       one sentence when finished
 * @param failureCode   {@link dev.lifeboat.engine.Failure#code()} when it failed, {@code internal} for a defect of Lifeboat
 */
public record JobSnapshot(
        String id, String title, String target, String command, JobState state,
        Instant queued, Optional<Instant> started, Optional<Instant> ended,
        String phase, long done, long total, Unit unit, double unitsPerSecond, String item,
        List<String> log, Optional<String> outcome, Optional<String> failureCode, List<String> hints) {

    /** The same with another state and outcome. */
    JobSnapshot ended(JobState how, Optional<String> sentence) {
        return new JobSnapshot(id, title, target, command, how, queued, started, ended, phase, done, total, unit, unitsPerSecond,
                item, log, sentence, failureCode, hints);
    }

    /** 0 to 1, or empty when the end is not known. */
    public Optional<Double> fraction() {
        return total > 0 ? Optional.of(Math.min(1.0, (double) done / total)) : Optional.empty();
    }
}
