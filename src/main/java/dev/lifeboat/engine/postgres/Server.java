package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ServerAddress;
import java.sql.Connection;
import java.util.List;

/** One PostgreSQL server. Every method connects anew unless it says otherwise; thread-safe. */
public final class Server {
    public Server(ServerAddress address, Passwords passwords) { throw new UnsupportedOperationException(); }

    public ServerAddress address() { throw new UnsupportedOperationException(); }

    /**
     * A new connection; the caller closes it.
     * @throws dev.lifeboat.engine.Failure.ConnectionFailed with the layer that failed
     */
    public Connection connect(String database) { throw new UnsupportedOperationException(); }

    public ServerFacts facts() { throw new UnsupportedOperationException(); }

    /** Every database that accepts connections and is no template, by name. */
    public List<DatabaseFacts> databases() { throw new UnsupportedOperationException(); }

    /** Takes every name through the layers, for the Test button: one OK or the layer that failed. */
    public List<dev.lifeboat.engine.Check> test() { throw new UnsupportedOperationException(); }
}
