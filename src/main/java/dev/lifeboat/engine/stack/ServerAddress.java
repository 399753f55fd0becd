package dev.lifeboat.engine.stack;

/**
 * Where a PostgreSQL server is and as whom to connect. The password is elsewhere ({@code engine.secret.Passwords}).
 *
 * @param port                1 to 65535
 * @param maintenanceDatabase the database to connect to when none in particular is meant, usually {@code postgres}
 */
public record ServerAddress(String host, int port, String user, String maintenanceDatabase, TlsMode tls) {}
