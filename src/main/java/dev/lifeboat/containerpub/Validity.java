package dev.lifeboat.containerpub;

import dev.lifeboat.orm.annotation.Column;

/** How long an API key is good for. */
public enum Validity {
    /** One hour. */
    @Column("1h") HOUR,
    /** One day. */
    @Column("1d") DAY,
    /** One week. */
    @Column("1w") WEEK,
    /** One month. */
    @Column("1m") MONTH,
    /** Until it is revoked. */
    FOREVER
}
