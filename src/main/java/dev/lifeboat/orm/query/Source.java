package dev.lifeboat.orm.query;

import dev.lifeboat.orm.error.UnknownName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a query reads from: an entity's table, or one that is known only at run time. Immutable and thread-safe.
 *
 * @param <T> what a row becomes
 */
public interface Source<T> {
    /** The table, quoted. */
    String table();

    /** What is selected, in the order {@link #read} expects. */
    String columns();

    /** A column as SQL needs it. @throws dev.lifeboat.orm.error.UnknownName when it is not one of this source */
    BoundColumn column(ColumnRef ref);

    /** The columns that make a row unique, none of them NULL; empty when there are none. */
    List<ColumnRef> key();

    /** The column with the time of deletion, where rows are deleted softly. */
    Optional<ColumnRef> deletedAt();

    /** Assignments that every update makes besides its own (counting the version, the time of the update), as SQL. */
    List<String> alwaysSet(List<ColumnRef> assigned);

    /** The row the result stands on. */
    T read(ResultSet result) throws SQLException;

    /**
     * Another entity of the same database, for conditions on related rows.
     *
     * @throws dev.lifeboat.orm.error.UnknownName where rows are no entities
     */
    default <E> Source<E> entity(Class<E> type) {
        throw new UnknownName(table() + " is known by name only and has no relations");
    }

    /** A column's value of a row in PostgreSQL's text form; null for NULL. */
    String text(T row, ColumnRef column);
}
