package dev.lifeboat.containerpub;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A member of an organisation as one of its people sees them.
 *
 * @param uuid the public key; empty where the one who looks may not know it
 * @param name first and last name; empty when they told none
 */
public record MemberView(Optional<UUID> uuid, Optional<String> name, Optional<UserRole> role, boolean owner, Instant joinedAt) {}
