package dev.lifeboat.orm.query;

import dev.lifeboat.orm.error.UnknownName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What a query reads from: an entity's table, one that is known only at run time, a join, or another query's rows.
 * Immutable and thread-safe.
 *
 * @param <T> what a row becomes
 */
public interface Source<T> extends Scope {
    /** Makes a row of the one that a result stands on. */
    @FunctionalInterface
    interface Reader<T> {
        /** The row. */
        T read(ResultSet result) throws SQLException;
    }

    /** Where a row lies: what tells rows of a table without a key apart. No table has a column of this name. */
    ColumnRef PLACE = new ColumnRef.Named("ctid");

    /** The table, quoted. */
    String table();

    /** What is selected, in the order {@link #reader} expects. @param qualifier what columns are called by; empty for nothing */
    String columns(String qualifier);

    /** How many columns are selected. */
    int width();

    /** Makes rows. @param skipped how many columns of the result stand before those of this source */
    Reader<T> reader(int skipped);

    /** The column that a record's component of this name would be read from; empty when there is none. */
    Optional<ColumnRef> forComponent(String name);

    /** The columns that make a row unique, none of them NULL; empty when there are none. */
    List<ColumnRef> key();

    /** The column with the time of deletion, where rows are deleted softly. */
    Optional<ColumnRef> deletedAt();

    /**
     * Assignments that every update makes besides its own (counting the version, the time of the update), as SQL.
     *
     * @param qualifier what columns that are read are called by; empty for nothing
     */
    List<String> alwaysSet(List<ColumnRef> assigned, String qualifier);

    /** A column's value of a row in PostgreSQL's text form; null for NULL. */
    String text(T row, ColumnRef column);

    /** A value that is to be written. @throws dev.lifeboat.orm.error.InvalidValue when the column would not keep it as it is */
    default Object written(ColumnRef column, Object value) {
        return value;
    }

    /**
     * Another entity of the same database, for conditions on related rows.
     *
     * @throws dev.lifeboat.orm.error.UnknownName where rows are no entities
     */
    default <E> Source<E> entity(Class<E> type) {
        throw new UnknownName(table() + " is known by name only and has no relations");
    }

    @Override
    default Scope fromInside() {
        return new PlacedTable(this, table(), table());
    }

    /** Whether rows can be updated and deleted through it. */
    default boolean writable() {
        return true;
    }

    /** Its place in a statement that reads from nothing else. */
    default Placed alone(SqlWriter out) {
        return new PlacedTable(this, "", table());
    }

    /** Its place in a statement that reads from others too. */
    default Placed beside(SqlWriter out) {
        String alias = out.alias();
        return new PlacedTable(this, alias, table() + " as " + alias);
    }

    /** {@link #columns(String)} without a qualifier. */
    default String columns() {
        return columns("");
    }

    /** The row the result stands on. */
    default T read(ResultSet result) throws SQLException {
        return reader(0).read(result);
    }
}
