package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.GridRow;
import java.util.Optional;

/** What is to be seen over the values that were read: changes that are not applied yet. */
public interface Marks {

    /** Nothing to be seen over any value. */
    Marks NONE = (_, _) -> Mark.NONE;

    /** What stands over a value. @param column in the order of the table's columns */
    Mark of(GridRow row, int column);

    /** How far a value, or the row it is in, differs from what was read. */
    enum State { SAME, CHANGED, NEW, DELETED }

    /**
     * What stands over one value.
     *
     * @param cell    in place of the value that was read
     * @param word    in place of any value: DEFAULT
     * @param problem what is wrong with it, one sentence
     */
    record Mark(State state, Optional<Cell> cell, Optional<String> word, Optional<String> problem) {
        static final Mark NONE = new Mark(State.SAME, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
