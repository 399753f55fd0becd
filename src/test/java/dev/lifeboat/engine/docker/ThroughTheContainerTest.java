package dev.lifeboat.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestEngine;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

class ThroughTheContainerTest {
    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    private static final Passwords NONE = new Passwords(Path.of("/nonexistent"), Map.of());
    private static String container;

    @BeforeAll
    static void server() throws Exception {
        container = DOCKER.startPostgres("through");
    }

    private static Server in(String name, int port) {
        var through = new ContainerAddress(DOCKER.address(), Optional.empty(), name);
        return new Server(new ServerAddress(name, port, "postgres", "postgres", TlsMode.PREFER, Optional.of(through)), NONE);
    }

    @Test
    void aServerThatPublishesNoPortIsReached() {
        try (Session session = in(container, 5432).session()) {
            assertThat(session.is("select inet_server_addr() = '127.0.0.1' and current_setting('server_version_num')::int >= 170000")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nc", "bash", "perl"})
    void eachProgramThatMayBeThereServes(String program) throws Exception {
        // The others are taken away.
        String mine = DOCKER.startPostgres("bridge-" + program);
        String others = List.of("nc", "bash", "perl").stream().filter(other -> !other.equals(program))
                .map(other -> "mv /usr/bin/" + other + " /usr/bin/" + other + ".away").collect(Collectors.joining("; "));
        DOCKER.run("exec", mine, "sh", "-c", others);
        try (Session session = in(mine, 5432).session(); Session watcher = in(mine, 5432).session()) {
            // 20 MB there and back, and a statement that is cancelled from another connection.
            assertThat(session.first("select length(repeat('x', 20000000) || ?)", row -> row.getInt(1), "y".repeat(5_000_000))).contains(25_000_000);
            assertThat(session.first("select repeat('x', 20000000)", row -> row.getString(1)).orElseThrow()).hasSize(20_000_000);
            var sleeping = CompletableFuture.runAsync(() -> session.execute("select pg_sleep(600)"));
            await(watcher, "select count(*) = 1 from pg_stat_activity where query = 'select pg_sleep(600)' and state = 'active'");
            session.cancel();
            assertThatThrownBy(() -> sleeping.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(Failure.DatabaseError.class);
        }
        // Nothing of ours is left behind in the container, and no session of the server.
        try (Session last = in(mine, 5432).session()) {
            await(last, "select count(*) = 1 from pg_stat_activity where backend_type = 'client backend'");
        }
        assertThat(DOCKER.run("logs", mine)).doesNotContain("terminated by signal");
    }

    @Test
    void aBridgeThatIsKilledDoesNotTakeTheServerWithIt() throws Exception {
        // The postmaster is process 1 of its container: an orphan that dies of a signal looks to it like a crashed backend.
        String mine = DOCKER.startPostgres("killed");
        DOCKER.run("exec", mine, "mv", "/usr/bin/nc", "/usr/bin/nc.away");
        try (Session watcher = in(mine, 5432).session()) {
            var before = watcher.first("select pg_postmaster_start_time()", row -> row.getString(1));
            for (String signal : List.of("TERM", "HUP", "KILL")) {
                Connection victim = in(mine, 5432).connect("postgres");
                int backend = victim.unwrap(PGConnection.class).getBackendPID();
                // The newest bash of the container is the bridge of the victim.
                DOCKER.run("exec", mine, "perl", "-e", "my ($new) = sort { $b <=> $a } map { m{/proc/(\\d+)/comm} && `cat $_` eq qq{bash\\n} ? $1 : () } glob q{/proc/*/comm}; kill q{"
                        + signal + "}, $new or die");
                victim.abort(Runnable::run);
                // After KILL a part of it lives on without its parent, until the server ends the session.
                if (signal.equals("KILL")) watcher.is("select pg_terminate_backend(" + backend + ")");
                await(watcher, "select count(*) = 0 from pg_stat_activity where pid = " + backend);
            }
            assertThat(watcher.first("select pg_postmaster_start_time()", row -> row.getString(1))).isEqualTo(before);
        }
        assertThat(DOCKER.run("logs", mine)).doesNotContain("terminated by signal");
    }

    @Test
    void aClientThatDiesLeavesNoSessionBehind() throws Exception {
        var through = new ContainerAddress(DOCKER.address(), Optional.empty(), container);
        Connection abandoned = in(container, 5432).connect("postgres");
        int backend = abandoned.unwrap(PGConnection.class).getBackendPID();
        // Not a polite end: the way is cut, as it is when the program is killed.
        abandoned.abort(Runnable::run);
        try (Session watcher = in(container, 5432).session()) {
            await(watcher, "select count(*) = 0 from pg_stat_activity where pid = " + backend);
        }
        assertThat(through.problems()).isEmpty();
    }

    @Test
    void aServerThatDiesIsNoticedByTheClient() throws Exception {
        String mine = DOCKER.startPostgres("dies");
        try (Session session = in(mine, 5432).session()) {
            var sleeping = CompletableFuture.runAsync(() -> session.execute("select pg_sleep(600)"));
            try (Session watcher = in(mine, 5432).session()) {
                await(watcher, "select count(*) = 1 from pg_stat_activity where query = 'select pg_sleep(600)' and state = 'active'");
            }
            DOCKER.run("kill", mine);
            assertThatThrownBy(() -> sleeping.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(Failure.ConnectionFailed.class);
        }
    }

    @Test
    void copyWritesAndReadsManyRows() throws Exception {
        try (Connection connection = in(container, 5432).connect("postgres")) {
            connection.createStatement().execute("create table copied(n int, t text)");
            var rows = new StringBuilder();
            for (int i = 0; i < 100_000; i++) rows.append(i).append('\t').append("value ").append(i).append('\n');
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            assertThat(copy.copyIn("copy copied from stdin", new StringReader(rows.toString()))).isEqualTo(100_000);
            var out = new java.io.StringWriter();
            assertThat(copy.copyOut("copy (select * from copied order by n) to stdout", out)).isEqualTo(100_000);
            assertThat(out.toString()).isEqualTo(rows.toString());
        }
    }

    @Test
    void whatStandsInTheWayIsNamed() throws Exception {
        assertThatThrownBy(() -> in("no-such-container", 5432).session())
                .isInstanceOfSatisfying(Failure.ConnectionFailed.class, e -> assertThat(e.layer()).isEqualTo(Failure.Layer.DOCKER))
                .hasMessageContaining("There is no container \"no-such-container\"");
        assertThatThrownBy(() -> in(container, 5433).session())
                .isInstanceOfSatisfying(Failure.ConnectionFailed.class, e -> assertThat(e.layer()).isEqualTo(Failure.Layer.TCP));
        String stopped = DOCKER.start("stopped", TestEngine.BUSYBOX);
        DOCKER.run("stop", "-t", "0", stopped);
        assertThatThrownBy(() -> in(stopped, 5432).session())
                .isInstanceOfSatisfying(Failure.ConnectionFailed.class, e -> assertThat(e.layer()).isEqualTo(Failure.Layer.DOCKER))
                .hasMessage("The container \"" + stopped + "\" does not run.");
        String bare = DOCKER.startPostgres("bare");
        DOCKER.run("exec", bare, "sh", "-c", "cd /usr/bin; for program in nc bash perl; do mv $program $program.away; done");
        assertThatThrownBy(() -> in(bare, 5432).session())
                .hasMessage("The container \"" + bare + "\" has no program to connect through.");
        var elsewhere = new ContainerAddress(URI.create("unix:///nonexistent/docker.sock"), Optional.empty(), container);
        assertThatThrownBy(() -> new Server(new ServerAddress(container, 5432, "postgres", "postgres", TlsMode.PREFER, Optional.of(elsewhere)), NONE).session())
                .isInstanceOfSatisfying(Failure.ConnectionFailed.class, e -> assertThat(e.layer()).isEqualTo(Failure.Layer.DOCKER))
                .hasMessage("No Docker engine answers at unix:///nonexistent/docker.sock.");
    }

    @Test
    void theTestNamesEachLayer() throws Exception {
        assertThat(in(container, 5432).test()).extracting(Check::name, Check::level).containsExactly(
                tuple("Docker", Check.Level.OK), tuple("TLS", Check.Level.OK),
                tuple("Authentication", Check.Level.OK), tuple("Database", Check.Level.OK),
                tuple("Rights", Check.Level.OK));
        assertThat(in("gone", 5432).test()).extracting(Check::name, Check::level)
                .containsExactly(tuple("Docker", Check.Level.FAIL));
        assertThat(in(container, 5433).test()).extracting(Check::name, Check::level).endsWith(
                tuple("Port", Check.Level.FAIL));
    }

    private static void await(Session session, String condition) throws InterruptedException {
        for (int tries = 0; !session.is(condition); tries++) {
            if (tries > 300) throw new AssertionError("never true: " + condition);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
