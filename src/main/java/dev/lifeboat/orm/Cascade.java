package dev.lifeboat.orm;

import java.util.List;

/**
 * What a deletion would take along, before anything is deleted: counted by the foreign keys that the catalog knows, from
 * table to table. Triggers, rules, and rows that row security hides are not seen.
 *
 * @param effects the rows themselves first, then what goes with them, what loses its reference, and what stands in the way;
 *                none that touches no row
 */
public record Cascade(List<Effect> effects) {
    /** What happens to rows. */
    public enum Action {
        /** They are deleted. */
        DELETE,
        /** Their reference becomes NULL. */
        SET_NULL,
        /** Their reference becomes the column's default. */
        SET_DEFAULT,
        /** They forbid the deletion: they refer to rows that would be gone. */
        BLOCK
    }

    /**
     * What happens to rows of one table.
     *
     * @param constraints the foreign keys by which they are reached; none for the rows that were asked about
     * @param columns     the columns of those keys, without repetition
     */
    public record Effect(String schema, String table, Action action, List<String> constraints, List<String> columns, long rows) {
        /** Copies the lists. */
        public Effect {
            constraints = List.copyOf(constraints);
            columns = List.copyOf(columns);
        }
    }

    /** Copies the effects. */
    public Cascade {
        effects = List.copyOf(effects);
    }

    /**
     * Whether the server would refuse. A row counts as in the way also where it would itself go by another key, unless its
     * own is checked at the commit: whether it goes in time depends on the order in which the server follows the keys.
     */
    public boolean blocked() {
        return effects.stream().anyMatch(e -> e.action() == Action.BLOCK);
    }

    /** How many rows would be deleted, the ones asked about included. */
    public long deleted() {
        return effects.stream().filter(e -> e.action() == Action.DELETE).mapToLong(Effect::rows).sum();
    }
}
