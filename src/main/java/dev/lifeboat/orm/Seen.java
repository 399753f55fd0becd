package dev.lifeboat.orm;

import java.time.Duration;

/**
 * A statement that ran. Holds no bound value.
 *
 * @param sql    the statement with {@code ?} for values
 * @param took   from the moment it was sent until its last row was read
 * @param rows   rows returned, or changed
 * @param failed whether it ended with an error
 */
public record Seen(String sql, Duration took, long rows, boolean failed) {}
