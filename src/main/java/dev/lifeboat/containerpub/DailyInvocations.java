package dev.lifeboat.containerpub;

import java.time.LocalDate;
import java.util.OptionalDouble;

/** How the calls of a function went on one day, UTC; as in {@link InvocationStatistics}. */
public record DailyInvocations(LocalDate day, long invocations, OptionalDouble successRate, OptionalDouble p50Millis,
                               OptionalDouble p95Millis) {}
