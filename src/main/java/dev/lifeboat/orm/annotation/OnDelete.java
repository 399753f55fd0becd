package dev.lifeboat.orm.annotation;

/** What a foreign key does when the row it points to is deleted. */
public enum OnDelete {
    /** The deletion fails. */
    RESTRICT("restrict"),
    /** This row is deleted too. */
    CASCADE("cascade"),
    /** The reference becomes NULL. */
    SET_NULL("set null");

    private final String sql;

    OnDelete(String sql) {
        this.sql = sql;
    }

    /** The clause as SQL spells it. */
    public String sql() {
        return sql;
    }
}
