package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Codec;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** A bound value. Its text never appears in {@link #toString}. */
public record Bound(Codec<Object> codec, Object value) {
    /** Puts it into its place. */
    public void bind(PreparedStatement statement, int index) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.NULL);
        } else {
            codec.bind(statement, index, value);
        }
    }

    @Override
    public String toString() {
        return codec.type();
    }
}
