package dev.lifeboat.ui.browser.edit;

import java.util.ArrayDeque;
import java.util.Deque;

/** The stage of one database and the way back to what it was. */
final class History {
    private final Deque<Stage> before = new ArrayDeque<>();
    private final Deque<Stage> after = new ArrayDeque<>();
    private Stage now = Stage.EMPTY;

    Stage now() {
        return now;
    }

    void go(Stage next) {
        if (next.equals(now)) return;
        before.push(now);
        after.clear();
        now = next;
    }

    void undo() {
        if (before.isEmpty()) return;
        after.push(now);
        now = before.pop();
    }

    void redo() {
        if (after.isEmpty()) return;
        before.push(now);
        now = after.pop();
    }

    boolean canUndo() {
        return !before.isEmpty();
    }

    boolean canRedo() {
        return !after.isEmpty();
    }

    /** What was applied is no longer to be undone here. */
    void applied() {
        before.clear();
        after.clear();
        now = Stage.EMPTY;
    }
}
