package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.job.JobSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the agent says of itself, a few times per second while it works.
 *
 * @param beat    when it said so; at least every few seconds
 * @param jobs    that wait or run in it
 * @param working the names of the schedules whose runs these are
 */
public record AgentStatus(ProcessIdentity process, Instant since, Instant beat, List<JobSnapshot> jobs, List<String> working) {

    /** An agent on another host that has not been heard of for so long is taken for dead. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    /** Whether the agent lives, as far as can be known. */
    boolean isAlive(Instant now) {
        return process.isLocal() ? !process.isDead() : beat.plus(SILENCE).isAfter(now);
    }
}
