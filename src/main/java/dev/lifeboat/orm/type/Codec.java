package dev.lifeboat.orm.type;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * One Java type's way into PostgreSQL and back. Both ways go through PostgreSQL's own text form of a value; the common
 * types override {@link #read} and {@link #bind} to take the driver's faster road. Stateless and thread-safe.
 *
 * @param <V> the Java type
 */
public interface Codec<V> {
    /** The SQL type of new columns and of casts, for example {@code timestamptz}. */
    String type();

    /** PostgreSQL's text form. @param value never null */
    String text(V value);

    /** The value of a text form. @param text never null */
    V parse(String text);

    /** How a parameter of this type is written; a cast where PostgreSQL would not find the type by itself. */
    default String placeholder() {
        return "?::" + type();
    }

    /** Reads a column by position; null for NULL. */
    default V read(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : parse(text);
    }

    /** Binds a value. @param value never null */
    default void bind(PreparedStatement statement, int index, V value) throws SQLException {
        statement.setObject(index, text(value), Types.OTHER);
    }
}
