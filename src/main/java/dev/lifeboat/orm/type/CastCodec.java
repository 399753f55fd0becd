package dev.lifeboat.orm.type;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Another codec for a column whose SQL type was chosen by hand (an enum type, a domain, citext). */
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

    @Override
    public void bind(PreparedStatement statement, int index, V value) throws SQLException {
        inner.bind(statement, index, value);
    }
}
