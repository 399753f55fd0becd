package dev.lifeboat.orm.query;

/**
 * A part of a condition, or a value, that writes itself, because it reads other tables. Whoever makes one sees to its brackets; values
 * are bound. Immutable.
 */
public interface Part {
    /**
     * Writes the SQL of the expression.
     *
     * @param outer the rows the condition is about; {@link Source#table} is the name they go by here
     */
    void write(SqlWriter out, Source<?> outer);
}
