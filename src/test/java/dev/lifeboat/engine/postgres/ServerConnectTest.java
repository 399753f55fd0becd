package dev.lifeboat.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a server cannot be reached names its layer. */
class ServerConnectTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path folder;

    @Test
    void unknownHost() {
        Failure.ConnectionFailed failure = failure(address("no-such-host.invalid", SERVER.address().port(), TlsMode.DISABLE), "postgres", "x");
        assertThat(failure.layer()).isEqualTo(Failure.Layer.NAME);
        assertThat(failure).hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void closedPort() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Failure.ConnectionFailed failure = failure(address("127.0.0.1", port, TlsMode.DISABLE), "postgres", "x");
        assertThat(failure.layer()).isEqualTo(Failure.Layer.TCP);
        assertThat(failure).hasMessageContaining("refused");
    }

    @Test
    void wrongPassword() {
        Failure.ConnectionFailed failure = failure(SERVER.address(), "postgres", "not the password");
        assertThat(failure.layer()).isEqualTo(Failure.Layer.AUTHENTICATION);
        assertThat(failure.code()).isEqualTo("connection.authentication");
        assertThat(failure).hasMessageContaining("does not accept the password").hasMessageNotContaining("not the password");
    }

    @Test
    void noPassword() {
        Failure.ConnectionFailed failure = catchThrowableOfType(Failure.ConnectionFailed.class,
                () -> new Server(SERVER.address(), new Passwords(folder.resolve("none"), Map.of("PGPASSFILE", folder.resolve("no pgpass").toString()))).connect("postgres"));
        assertThat(failure.layer()).isEqualTo(Failure.Layer.AUTHENTICATION);
        assertThat(failure).hasMessageContaining("none is known");
    }

    @Test
    void missingDatabaseIsNamedWithThoseThatExist() throws Exception {
        String there = SERVER.createDatabase("there");
        Failure.ConnectionFailed failure = failure(SERVER.address(), "Missing 😀", SERVER.embedded().password().reveal());
        assertThat(failure.layer()).isEqualTo(Failure.Layer.DATABASE);
        assertThat(failure).hasMessageContaining("\"Missing 😀\"");
        assertThat(failure.hints().getFirst()).contains(there);
    }

    @Test
    void tlsDemandedOfAServerWithoutIt() {
        for (TlsMode mode : List.of(TlsMode.REQUIRE, TlsMode.VERIFY_FULL)) {
            Failure.ConnectionFailed failure = failure(address("127.0.0.1", SERVER.address().port(), mode), "postgres", SERVER.embedded().password().reveal());
            assertThat(failure.layer()).as(mode.toString()).isEqualTo(Failure.Layer.TLS);
        }
    }

    @Test
    void connectsToAnyNameInUtc() throws Exception {
        String name = SERVER.createDatabase("Wéird \"name\" & ?x=y 😀");
        try (Session session = SERVER.server(folder).session(name)) {
            assertThat(session.list("select current_database() || ' ' || current_setting('TimeZone') || ' ' || current_setting('application_name')", row -> row.getString(1)))
                    .containsExactly(name + " UTC Lifeboat");
        }
    }

    @Test
    void factsOfServerAndDatabases() throws Exception {
        String name = SERVER.createDatabase("facts");
        SERVER.execute(name, "alter database " + name + " set work_mem = '5MB'", "alter database " + name + " connection limit 9");
        Server server = SERVER.server(folder);
        assertThat(server.facts().superuser()).isTrue();
        assertThat(server.facts().systemIdentifier()).matches("\\d{15,20}");
        DatabaseFacts facts = server.databases().stream().filter(database -> database.name().equals(name)).findFirst().orElseThrow();
        assertThat(facts.settings()).containsExactly("work_mem=5MB");
        assertThat(facts.connectionLimit()).isEqualTo(9);
        assertThat(facts.extensions()).containsExactly(new DatabaseFacts.Extension("plpgsql", "1.0"));
        assertThat(facts.sizeBytes()).isGreaterThan(1_000_000);
        assertThat(server.database("no such")).isEmpty();
    }

    @Test
    void theTestButtonWalksTheLayersUpToTheOneThatFails() {
        assertThat(SERVER.server(folder).test()).extracting(Check::name).containsExactly("Name", "Port", "TLS", "Authentication", "Database", "Rights");
        assertThat(SERVER.server(folder).test()).extracting(Check::level).containsOnly(Check.Level.OK);
        assertThat(with(SERVER.address(), "wrong").test()).extracting(check -> check.level() + " " + check.name())
                .containsExactly("OK Name", "OK Port", "OK TLS", "FAIL Authentication");
        assertThat(with(address("no-such-host.invalid", 1, TlsMode.DISABLE), "x").test()).extracting(check -> check.level() + " " + check.name()).containsExactly("FAIL Name");
    }

    private Failure.ConnectionFailed failure(ServerAddress address, String database, String password) {
        return catchThrowableOfType(Failure.ConnectionFailed.class, () -> with(address, password).connect(database));
    }

    private Server with(ServerAddress address, String password) {
        Passwords passwords = new Passwords(folder.resolve("pgpass"), Map.of());
        passwords.store(address.host(), address.port(), address.user(), new Secret(password));
        return new Server(address, passwords);
    }

    private static ServerAddress address(String host, int port, TlsMode tls) {
        return new ServerAddress(host, port, SERVER.address().user(), "postgres", tls);
    }
}
