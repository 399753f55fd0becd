package dev.lifeboat.engine.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a PostgreSQL server is and as whom to connect. The password is elsewhere ({@code engine.secret.Passwords}).
 *
 * @param host                a name or an address; an IPv6 address without brackets
 * @param port                1 to 65535
 * @param maintenanceDatabase the database to connect to when none in particular is meant, usually {@code postgres}
 * @param through             the container to connect through, to 127.0.0.1 in it, because it publishes no port; then
 *                            {@code host} is its name, which passwords are kept by. Empty means over the network
 */
public record ServerAddress(String host, int port, String user, String maintenanceDatabase, TlsMode tls, Optional<ContainerAddress> through) {

    /** A server that is reached over the network. */
    public ServerAddress(String host, int port, String user, String maintenanceDatabase, TlsMode tls) {
        this(host, port, user, maintenanceDatabase, tls, Optional.empty());
    }

    /** All that is wrong, one sentence each; empty when it can be used. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (host.isBlank()) {
            problems.add("The host is missing.");
        } else if (host.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c) || "/@?#,[]".indexOf(c) >= 0)) {
            problems.add("The host \"" + host + "\" must be a name or an address.");
        }
        if (port < 1 || port > 65_535) {
            problems.add("The port " + port + " must be from 1 to 65535.");
        }
        if (user.isBlank() || user.chars().anyMatch(Character::isISOControl)) {
            problems.add("The user is missing.");
        }
        if (maintenanceDatabase.isBlank() || maintenanceDatabase.chars().anyMatch(Character::isISOControl)) {
            problems.add("The database to connect to is missing.");
        }
        through.ifPresent(container -> problems.addAll(container.problems()));
        return List.copyOf(problems);
    }
}
