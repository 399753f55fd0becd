package dev.lifeboat.orm.type;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Another codec for a column whose SQL type was chosen by hand (an enum type, a domain, citext). Values go in text form, so
 * that the column's own type reads them: a double sent as such would lose digits on its way to numeric.
 *
 * @param type without a length, by which a cast would cut
 */
public record CastCodec<V>(Codec<V> inner, String type) implements Codec<V> {
    @Override
    public String text(V value) {
        return inner.text(value);
    }

    @Override
    public V parse(String text) {
        return inner.parse(text);
    }

    @Override
    public V read(ResultSet row, int column) throws SQLException {
        return inner.read(row, column);
    }
}
