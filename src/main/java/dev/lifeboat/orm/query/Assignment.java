package dev.lifeboat.orm.query;

/**
 * A column and what an update writes into it.
 *
 * @param value an {@link Expr} is computed by the database from the row as it was; null writes NULL
 */
public record Assignment<T>(ColumnRef column, Kind kind, Object value) {
    /** How the value is written. */
    public enum Kind {
        /** In place of what was there. */
        SET,
        /** Added to what was there. */
        ADD
    }
}
