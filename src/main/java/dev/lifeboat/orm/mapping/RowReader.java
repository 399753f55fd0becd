package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.type.Codec;
import java.lang.invoke.MethodHandle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * Makes rows of a record from a result, by position: one method handle composed of the constructor and a reader for each
 * column, which costs what hand-written JDBC costs. Immutable and thread-safe.
 */
public final class RowReader<T> {
    /** One column, for the message about a value that cannot be read. */
    private record Column(String component, String type, Codec<?> codec, int position) {}

    private final MethodHandle make;
    private final List<Column> columns;

    private RowReader(MethodHandle make, List<Column> columns) {
        this.make = make;
        this.columns = columns;
    }

    /**
     * A reader for a record into which any result is read: only primitives refuse NULL.
     *
     * @param codecs    for each component; of an embedded record for each of its own, as {@link Leaf} lists them
     * @param positions for each of these the result's column, counted from 1
     */
    public static <T> RowReader<T> of(Class<T> record, List<? extends Codec<?>> codecs, int[] positions) {
        return of(record, codecs, positions, false);
    }

    /** The same for an entity: every component refuses NULL unless it is nullable. */
    static <T> RowReader<T> strict(Class<T> entity, List<? extends Codec<?>> codecs, int[] positions) {
        return of(entity, codecs, positions, true);
    }

    private static <T> RowReader<T> of(Class<T> record, List<? extends Codec<?>> codecs, int[] positions, boolean strict) {
        List<Leaf> leaves = Leaf.of(record);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            columns.add(new Column(leaves.get(i).component(),
                    leaves.get(i).declared().getType().getSimpleName(), codecs.get(i), positions[i]));
        }
        return new RowReader<>(new RowComposer(codecs, positions, strict).reader(record), columns);
    }

    /**
     * The row the result stands on.
     *
     * @throws dev.lifeboat.orm.error.UnexpectedNull naming the component that refuses NULL, where a column holds it
     * @throws InvalidValue naming the component, where the Java type has no form of a column's value
     */
    @SuppressWarnings("unchecked")
    public T read(ResultSet result) throws SQLException {
        try {
            return (T) (Object) make.invokeExact(result);
        } catch (SQLException e) {
            throw explained(result, e);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | JacksonException e) {
            throw explained(result, e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the record's constructor failed", e);
        }
    }

    /** Reads column by column to find the one that failed; when none fails, it was the record's own constructor. */
    private RuntimeException explained(ResultSet result, RuntimeException failure) {
        for (Column column : columns) {
            try {
                column.codec().read(result, column.position());
            } catch (SQLException | RuntimeException e) {
                return new InvalidValue("the column of " + column.component() + " holds a value that " + column.type()
                        + " has no form for", e);
            }
        }
        return failure;
    }

    /** The driver refuses some values itself. */
    private RuntimeException explained(ResultSet result, SQLException failure) throws SQLException {
        if (failure.getSQLState() == null || !failure.getSQLState().startsWith("22")) {
            throw failure;
        }
        return explained(result, new IllegalStateException(failure));
    }
}
