package dev.lifeboat.orm.schema;

/** What a change asks of the database and of whoever runs it; each asks for more than the one before. */
public enum Risk {
    /** Changes the catalog only, or a table that is new: no row is read, and every lock is short. */
    SAFE,
    /** Reads or rewrites a table, or builds an index, and keeps others from writing meanwhile. Fails, changing nothing, where rows break the rule. */
    LOCKS,
    /** Takes away something that the database holds: values, rows, or a rule or an index that somebody made. */
    LOSES_DATA,
    /** Needs a decision or a value that only a person has. Its SQL shows the way and is never run. */
    BY_HAND
}
