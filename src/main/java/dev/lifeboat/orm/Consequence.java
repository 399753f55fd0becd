package dev.lifeboat.orm;

/**
 * What a deletion would do to the rows of one table by one foreign key.
 *
 * @param table      with its schema, quoted where needed
 * @param constraint the foreign key's name
 * @param rows       how many, each row counted once
 * @param more       whether there are more than were looked for
 */
public record Consequence(String table, String constraint, Effect effect, long rows, boolean more) {

    /** What becomes of the rows. */
    public enum Effect {
        /** They are deleted too. */
        DELETED,
        /** They stay and lose the reference: it becomes NULL. */
        SET_NULL,
        /** They stay and refer to the default. */
        SET_DEFAULT,
        /** They keep the deletion from happening. */
        BLOCKS
    }
}
