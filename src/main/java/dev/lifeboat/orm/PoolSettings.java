package dev.lifeboat.orm;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How connections are made and kept.
 *
 * @param url        {@code jdbc:postgresql://host:port/database}, without user and password
 * @param password   empty when the server asks for none; never shown
 * @param size       connections at most
 * @param patience   how long to wait for a connection, at the start as well
 * @param properties further properties of the driver, such as {@code sslmode}
 */
public record PoolSettings(String url, String user, String password, int size, Duration patience,
                           Map<String, String> properties) {
    /** @throws IllegalArgumentException for a size below 1 or a patience under 250 ms */
    public PoolSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        properties = Map.copyOf(properties);
        if (size < 1 || patience.toMillis() < 250) {
            throw new IllegalArgumentException("a pool has at least one connection and 250 ms of patience");
        }
    }

    /** Eight connections, ten seconds. */
    public static PoolSettings of(String url, String user, String password) {
        return new PoolSettings(url, user, password, 8, Duration.ofSeconds(10), Map.of());
    }

    @Override
    public String toString() {
        return "PoolSettings[" + user + " at " + url + ", " + size + " connections]";
    }
}
