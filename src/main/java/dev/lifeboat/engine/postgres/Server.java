package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ServerAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** One PostgreSQL server. Every method connects anew unless it says otherwise; thread-safe. */
public final class Server {

    static final int CONNECT_TIMEOUT_SECONDS = 10;

    private final ServerAddress address;
    private final Passwords passwords;

    public Server(ServerAddress address, Passwords passwords) {
        this.address = address;
        this.passwords = passwords;
    }

    public ServerAddress address() {
        return address;
    }

    /**
     * A new connection, its time zone UTC; the caller closes it.
     * @throws Failure.ConnectionFailed with the layer that failed
     */
    public Connection connect(String database) {
        return connect(database, Map.of());
    }

    /** The same with properties of the driver, such as {@code options}. */
    public Connection connect(String database, Map<String, String> properties) {
        Optional<Secret> password = password();
        try {
            return connect(database, password, properties);
        } catch (SQLException e) {
            throw SqlFailures.notConnected(address, database, password.isPresent(), () -> otherDatabases(database), this::offersTls, e);
        }
    }

    /** Like {@link #connect}, for asking plain questions. */
    public Session session(String database) {
        return new Session(connect(database));
    }

    /** A session in the maintenance database. */
    public Session session() {
        return session(address.maintenanceDatabase());
    }

    public ServerFacts facts() {
        try (Session session = session()) {
            return Catalog.serverFacts(session);
        }
    }

    /** Every database that accepts connections and is no template, by name. */
    public List<DatabaseFacts> databases() {
        try (Session session = session()) {
            return Catalog.databases(session).stream().map(this::withExtensions).toList();
        }
    }

    /** The facts of one database, if there is one of that name. */
    public Optional<DatabaseFacts> database(String name) {
        try (Session session = session()) {
            return Catalog.database(session, name).map(this::withExtensions);
        }
    }

    /** Whether a database of this name is on the server, whoever may connect to it. */
    public boolean hasDatabase(String name) {
        try (Session session = session()) {
            return session.is("select true from pg_database where datname = ?", name);
        }
    }

    /** Takes every name through the layers, for the Test button: one OK each, up to the layer that failed. */
    public List<Check> test() {
        return new ServerTest(this).run();
    }

    /** How the tools are told to connect to {@code database}. */
    public ToolConnection forTools(String database) {
        return ToolConnection.to(address, password(), database);
    }

    /** The same for a tool that sees the server as {@code host}. Holds the password: never log it. */
    Map<String, String> toolEnvironment(String host, String sessionOptions) {
        Map<String, String> environment = ToolConnection.variables(address, host, password());
        if (!sessionOptions.isEmpty()) {
            environment.put("PGOPTIONS", sessionOptions);
        }
        return environment;
    }

    private DatabaseFacts withExtensions(DatabaseFacts facts) {
        try (Session session = session(facts.name())) {
            return facts.with(Catalog.extensions(session));
        }
    }

    private Optional<Secret> password() {
        return passwords.find(address.host(), address.port(), address.user());
    }

    private Connection connect(String database, Optional<Secret> password, Map<String, String> properties) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        DriverSettings settings = DriverSettings.of(address);
        source.setServerNames(new String[] {settings.urlHost()});
        source.setPortNumbers(new int[] {address.port()});
        source.setDatabaseName(database);
        source.setUser(address.user());
        password.ifPresent(secret -> source.setPassword(secret.reveal()));
        source.setApplicationName("Lifeboat");
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setLoginTimeout(3 * CONNECT_TIMEOUT_SECONDS);
        source.setTcpKeepAlive(true);
        Map<String, String> all = new HashMap<>(settings.properties());
        all.putAll(properties);
        for (Map.Entry<String, String> property : all.entrySet()) {
            source.setProperty(property.getKey(), property.getValue());
        }
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private List<String> otherDatabases(String wanted) {
        if (wanted.equals(address.maintenanceDatabase())) {
            return List.of();
        }
        try (Session session = session()) {
            return Catalog.databases(session).stream().map(DatabaseFacts::name).toList();
        } catch (Failure e) {
            return List.of(); // the names are only a hint on top of the failure that is being reported
        }
    }

    private boolean offersTls() {
        try {
            return new Reach(address).offersTls();
        } catch (IOException e) {
            return true; // not known: then the missing TLS is not what is reported
        }
    }
}
