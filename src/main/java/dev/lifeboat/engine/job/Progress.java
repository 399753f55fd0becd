package dev.lifeboat.engine.job;

/**
 * Where an operation says how far it is. It never knows who listens. Calls are cheap and may come from any thread of
 * the operation; a listener samples the state.
 */
public interface Progress {

    /** Listens to nothing. */
    Progress NONE = new Progress() {
        @Override public void phase(String name, long total, Unit unit) {}
        @Override public void advance(long amount) {}
        @Override public void item(String name) {}
        @Override public void note(String line) {}
    };

    /** The total of a phase whose end is not known: the bar is indeterminate. */
    long UNKNOWN = -1;

    /**
     * A new phase begins, counted from 0.
     *
     * @param name  for people: "Dumping dart_cloud"
     * @param total in {@code unit}, or {@link #UNKNOWN}; an estimate may be passed, the bar then stops short of its end
     */
    void phase(String name, long total, Unit unit);

    /** The current phase came {@code amount} units further; {@code amount} is not negative. */
    void advance(long amount);

    /** What is being worked on within the phase: a table, a file. */
    void item(String name);

    /** A line for the job's log. */
    void note(String line);
}
