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
public record BoundColumn(String sql, Codec<Object> codec, boolean nullable, boolean textual) {}
