package dev.lifeboat.orm.schema;

import java.util.List;

/**
 * What came of applying changes.
 *
 * @param run  what was run, in that order
 * @param left what was not, because it asks for more than was allowed
 */
public record Applied(List<Change> run, List<Change> left) {
    /** Copies the lists. */
    public Applied {
        run = List.copyOf(run);
        left = List.copyOf(left);
    }
}
