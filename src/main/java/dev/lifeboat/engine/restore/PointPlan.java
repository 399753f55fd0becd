package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.wal.RecoveryTarget;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.engine.wal.TargetSearch;
import java.nio.file.Path;

/**
 * Exactly what a restore to a point in time will do; immutable.
 *
 * @param window      from which base backup, with which log
 * @param stop        where the server is told to stop, found in the log
 * @param place       must be new
 * @param promote     whether the copy becomes a server of its own afterwards; otherwise it waits at the point, to be looked at
 * @param neededBytes in the place
 */
public record PointPlan(Stack stack, RecoveryWindow window, RecoveryTarget target, TargetSearch.Stop stop, Place place, boolean promote, long neededBytes) {

    /** Where the copy goes. */
    public sealed interface Place {

        /** A folder of this machine that does not exist yet, or is empty; the installed server of that version runs in it. */
        record Folder(Path path) implements Place {}
    }
}
