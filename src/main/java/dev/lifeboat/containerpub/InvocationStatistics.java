package dev.lifeboat.containerpub;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * How the calls of a function went.
 *
 * @param successRate from 0 to 1, of the calls whose outcome is known; empty when there is none
 * @param p50Millis   half of the calls took no longer; empty when no duration is known
 * @param p95Millis   19 of 20 calls took no longer
 * @param last        the newest call, UTC; empty when there was none
 */
public record InvocationStatistics(UUID function, String name, long invocations, OptionalDouble successRate, OptionalDouble p50Millis,
                                   OptionalDouble p95Millis, Optional<LocalDateTime> last) {}
