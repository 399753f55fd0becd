package dev.lifeboat.app;

import dev.lifeboat.engine.postgres.DriverSettings;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.PoolSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Joins a stack, as the engine knows it, with the ORM: connections to its databases. Immutable and thread-safe. */
public final class StackPools {

    private static final int SIZE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Passwords passwords;

    public StackPools(Passwords passwords) {
        this.passwords = passwords;
    }

    /**
     * A few connections for looking at rows: the server refuses to write on them. Values with a time come in the local
     * zone. One connection is made at once; the caller closes all.
     * @throws dev.lifeboat.orm.error.DatabaseException when that fails
     */
    public Db readOnly(Stack stack, String database) {
        return pool(stack, database, true);
    }

    /** As {@link #readOnly}, for changing rows as well, unless the stack is protected from that: then the server refuses here too. */
    public Db writing(Stack stack, String database) {
        return pool(stack, database, stack.protection() == Protection.READ_ONLY);
    }

    private Db pool(Stack stack, String database, boolean readOnly) {
        ServerAddress address = stack.server();
        DriverSettings settings = DriverSettings.of(address);
        String password = passwords.find(address.host(), address.port(), address.user()).map(Secret::reveal).orElse("");
        Map<String, String> properties = new HashMap<>(settings.properties());
        properties.put("ApplicationName", "Lifeboat");
        properties.put("options", "-c default_transaction_read_only=" + (readOnly ? "on" : "off"));
        return Db.pooled(new PoolSettings(url(settings, address.port(), database), address.user(), password, SIZE, PATIENCE, properties));
    }

    private static String url(DriverSettings settings, int port, String database) {
        return "jdbc:postgresql://" + settings.urlHost() + ":" + port + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
