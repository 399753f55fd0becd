package dev.lifeboat.orm.schema;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A migration and whether it was run.
 *
 * @param run when and by whom; empty while it waits
 */
public record Migration(long version, String name, Optional<Run> run) {
    /**
     * How a migration was run.
     *
     * @param by   the role that was logged in
     * @param took to milliseconds
     */
    public record Run(Instant at, String by, Duration took) {}
}
