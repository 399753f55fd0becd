package dev.lifeboat.testing;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ServerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL server, started once for the whole test run and stopped at its end:
 * {@code @RegisterExtension static final TestServer SERVER = new TestServer();}.
 * Each test class makes databases of its own with {@link #createDatabase}; they are dropped after the class.
 */
public final class TestServer implements BeforeAllCallback, AfterAllCallback {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Set<String> databases = ConcurrentHashMap.newKeySet();
    private EmbeddedServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot().getStore(ExtensionContext.Namespace.create(TestServer.class))
                .computeIfAbsent("server", _ -> EmbeddedServer.start(ServerBinaries.find(new Tools()), "max_connections = 60", "max_wal_senders = 4"), EmbeddedServer.class);
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        for (String database : databases) {
            execute("postgres", "drop database if exists " + quoted(database) + " with (force)");
        }
    }

    /** A new, empty database: the given name and a number. */
    public String createDatabase(String name) throws SQLException {
        String unique = name + "_" + NUMBER.incrementAndGet();
        execute("postgres", "create database " + quoted(unique) + " template template0");
        databases.add(unique);
        return unique;
    }

    /** A new database with the music shop that many know: 11 tables, 3,503 tracks; analysed. */
    public String createChinook() throws SQLException, IOException {
        String database = createDatabase("chinook");
        try (var chinook = TestServer.class.getResourceAsStream("chinook.sql")) {
            String script = new String(chinook.readAllBytes(), StandardCharsets.UTF_8);
            String connect = "\\c chinook_serial;";
            execute(database, script.substring(script.indexOf(connect) + connect.length()), "vacuum analyze");
        }
        return database;
    }

    /** Has a database that the test makes itself dropped after the class. */
    public void dropAfterwards(String database) {
        databases.add(database);
    }

    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address().user());
        properties.setProperty("password", server.password().reveal());
        return DriverManager.getConnection(url(database), properties);
    }

    /** Without user and password. */
    public String url(String database) {
        return "jdbc:postgresql://" + address().host() + ":" + address().port() + "/" + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8).replace("+", "%20");
    }

    public ServerAddress address() {
        return server.address();
    }

    public EmbeddedServer embedded() {
        return server;
    }

    /** The passwords of this server alone, in a file under {@code folder}. */
    public Passwords passwords(Path folder) {
        Passwords passwords = new Passwords(folder.resolve("pgpass"), Map.of());
        passwords.store(address().host(), address().port(), address().user(), server.password());
        return passwords;
    }

    public Server server(Path passwordFolder) {
        return new Server(address(), passwords(passwordFolder));
    }

    /** The installed pg_dump, pg_restore and psql for this server; a test without them is skipped, and says so. */
    public Tools.Installation tools() {
        org.junit.jupiter.api.Assumptions.assumeTrue(server.binaries().hasTools(),
                "no pg_dump beside a PostgreSQL server is installed (Debian: apt-get install postgresql)");
        return new Tools().search(java.util.Optional.of(server.binaries().bin())).found().getFirst();
    }

    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
