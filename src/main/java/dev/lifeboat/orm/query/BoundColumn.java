package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Codec;

/**
 * A column as SQL needs it.
 *
 * @param sql      its name, quoted
 * @param codec    how its values travel
 * @param nullable whether it may hold NULL
 * @param textual  whether LIKE can look at it as it is; otherwise its text form is taken
 */
public record BoundColumn(String sql, Codec<Object> codec, boolean nullable, boolean textual) {
    BoundColumn of(String qualifier) {
        return new BoundColumn(qualifier + "." + sql, codec, nullable, textual);
    }

    BoundColumn orMissing() {
        return nullable ? this : new BoundColumn(sql, codec, true, textual);
    }
}
