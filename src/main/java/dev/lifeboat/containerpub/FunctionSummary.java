package dev.lifeboat.containerpub;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A function in a list, without internal keys.
 *
 * @param activeVersion the version that serves calls; empty when none does
 * @param deployments   how many versions there are
 */
public record FunctionSummary(UUID uuid, String name, String status, LocalDateTime createdAt, Optional<UserView> owner,
                              Optional<Integer> activeVersion, long deployments) {}
