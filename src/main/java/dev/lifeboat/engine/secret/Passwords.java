package dev.lifeboat.engine.secret;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Passwords of database servers: Lifeboat's own file in libpq's pgpass format (mode 0600, beside the configuration),
 * then the environment's PGPASSWORD, then the person's own ~/.pgpass (or PGPASSFILE). Thread-safe.
 *
 * <p>Source: PostgreSQL manual, "The Password File".
 */
public final class Passwords {
    public Passwords(Path ownFile, Map<String, String> environment) { throw new UnsupportedOperationException(); }
    public Optional<Secret> find(String host, int port, String user) { throw new UnsupportedOperationException(); }
    /** Writes aside, fsyncs, renames; the file is readable by its owner only. */
    public void store(String host, int port, String user, Secret password) { throw new UnsupportedOperationException(); }
    public void remove(String host, int port, String user) { throw new UnsupportedOperationException(); }
}
