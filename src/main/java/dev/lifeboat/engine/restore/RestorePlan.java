package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what a restore will do; immutable.
 *
 * @param expectedMillis from the last restore or the set's own duration, when known
 */
public record RestorePlan(String setId, Path setFolder, Stack stack, Mode mode, List<Target> targets, long rawBytes, Optional<Long> expectedMillis) {

    /** ASIDE leaves the restored copy beside the original. IN_PLACE swaps it in after the proof and keeps the original. */
    public enum Mode { ASIDE, IN_PLACE }

    /**
     * One database.
     *
     * @param database   its name in the set, and in the end with IN_PLACE
     * @param asideName  the name it is restored under
     * @param keptName   the name the present database gets when swapped out; empty with ASIDE or when there is none
     */
    public record Target(String database, String asideName, Optional<String> keptName) {}

    /** What the operator can choose. {@code databases} empty: all of the set. */
    public record Options(List<String> databases, Mode mode) {}
}
