package dev.lifeboat.ui.common;

import dev.lifeboat.engine.job.JobState;
import java.util.Locale;

/** How the state of a job is shown: one word, one icon, one colour. */
public final class JobStates {
    private JobStates() {}

    /** The word, such as {@code Running}. */
    public static String word(JobState state) {
        return Messages.text("job.state." + state.name().toLowerCase(Locale.ROOT));
    }

    /** A pill that shows it. */
    public static StatePill pill(JobState state) {
        return new StatePill(meaning(state), word(state));
    }

    /** What the state means to the person who reads it. */
    public static StatePill.State meaning(JobState state) {
        return switch (state) {
            case WAITING, CANCELLED -> StatePill.State.NEUTRAL;
            case RUNNING, CANCELLING -> StatePill.State.RUNNING;
            case SUCCEEDED -> StatePill.State.GOOD;
            case WARNED -> StatePill.State.WARNING;
            case FAILED, INTERRUPTED -> StatePill.State.BAD;
        };
    }
}
