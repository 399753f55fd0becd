package dev.lifeboat.orm.annotation;

/** What a foreign key does when the row it points to is deleted. */
public enum OnDelete {
    /** The deletion fails. */
    RESTRICT("restrict"),
    /** This row is deleted too. */
    CASCADE("cascade"),
    /** The reference becomes NULL. */
    SET_NULL("set null"),
    /** The reference becomes the column's default. */
    SET_DEFAULT("set default"),
    /** As RESTRICT, but looked at when the statement ends, or at the commit where the key is deferred. */
    NO_ACTION("no action");

    private final String sql;

    OnDelete(String sql) {
        this.sql = sql;
    }

    /** The clause as SQL spells it. */
    public String sql() {
        return sql;
    }
}
