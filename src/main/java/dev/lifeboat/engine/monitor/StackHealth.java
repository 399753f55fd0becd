package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How well a stack is protected, from its backup sets, verifications, copies and jobs.
 *
 * @param recoverableUntil the moment of the newest usable set's snapshot, or a later one that the log behind a base backup reaches; empty: nothing to recover from, {@code why} says so
 * @param points    sets oldest first, for the size and duration chart
 * @param storedBytes of all the stack's sets
 * @param runs      backup jobs in the history, and how many of them succeeded
 * @param todo      what needs doing, worst first
 * @param nextBackup when the next backup by a schedule begins
 */
public record StackHealth(String stack, Optional<Instant> recoverableUntil, String why, Optional<String> lastSetId,
        List<Point> points, long storedBytes, long freeBytes, int runs, int succeeded, List<Todo> todo,
        Optional<Instant> nextBackup) {

    public record Point(String setId, Instant at, long storedBytes, long rawBytes, long durationMillis, boolean verified) {}

    /** Something to do, with what does it. */
    public record Todo(Check.Level level, String what, Action action, String target) {}

    /** The button a {@link Todo} gets. */
    public enum Action { BACK_UP, VERIFY, REPLICATE, ADD_DESTINATION, SHOW_SET, SHOW_JOBS, SHOW_SCHEDULES }
}
