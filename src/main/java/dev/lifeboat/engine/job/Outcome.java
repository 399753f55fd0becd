package dev.lifeboat.engine.job;

/**
 * How a job that came to its end came out.
 *
 * @param state    {@link JobState#SUCCEEDED} or {@link JobState#WARNED}
 * @param sentence one sentence about the result, for people
 */
public record Outcome(JobState state, String sentence) {

    public Outcome {
        if (state != JobState.SUCCEEDED && state != JobState.WARNED) {
            throw new IllegalArgumentException("a job that ended without a failure is not " + state);
        }
    }

    /** Everything as wished. */
    public static Outcome done(String sentence) {
        return new Outcome(JobState.SUCCEEDED, sentence);
    }

    /** Done, but something should be looked at; the sentence says what. */
    public static Outcome warned(String sentence) {
        return new Outcome(JobState.WARNED, sentence);
    }
}
