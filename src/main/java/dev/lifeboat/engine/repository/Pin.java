package dev.lifeboat.engine.repository;

import java.time.Instant;

/** Says that a set is kept whatever the retention is. @param note why, for people; may be empty */
public record Pin(Instant at, String note) {}
