package dev.lifeboat.ui.browser.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.app.StackPools;
import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.orm.Db;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the reader does when its connections break. */
class ReconnectTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private final List<Instant> told = new ArrayList<>();

    @Test
    void aPageIsReadAgainButAStreamIsNot() throws Exception {
        String database = SERVER.createDatabase("reconnect");
        SERVER.execute(database, "create table t(id int primary key); insert into t select generate_series(1, 10)");
        var given = new AtomicInteger();
        try (var broken = SERVER.connect(database); var alsoBroken = SERVER.connect(database);
                var reader = new StackReader(SERVER.server(folder), name -> Db.over(() -> switch (given.getAndIncrement()) {
                    case 0 -> broken;
                    case 1 -> alsoBroken;
                    default -> SERVER.connect(name);
                }))) {
            reader.onBack(told::add);
            var request = request(reader, database);
            SERVER.execute("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
            var before = Instant.now();
            assertThat(((Answer.Rows) reader.page(request, new Position.First(), new Cancellation())).rows()).hasSize(10);
            assertThat(given).hasValue(3);
            assertThat(told).singleElement().satisfies(when -> assertThat(when).isBetween(before, Instant.now()));
        }
        given.set(0);
        try (var broken = SERVER.connect(database); var reader = new StackReader(SERVER.server(folder), name -> Db.over(() -> given.getAndIncrement() == 0 ? broken : SERVER.connect(name)))) {
            var request = request(reader, database);
            SERVER.execute("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
            // Rows that were given out already must not come twice.
            assertThatThrownBy(() -> reader.each(request, request.table().columns(), new Cancellation(), _ -> {})).isInstanceOf(Failure.ConnectionFailed.class);
        }
    }

    private static PageRequest request(StackReader reader, String database) {
        var table = reader.table(new RelationAt(database, BrowsedStack.relation(reader, database, "public", "t")), new Cancellation());
        return new PageRequest(database, table, List.of(), List.of(), 100);
    }

    @Test
    void aServerThatStaysAwayIsNamedAndTakenUpAgain() throws Exception {
        try (var server = EmbeddedServer.start(ServerBinaries.find(new Tools()))) {
            var address = server.address();
            var passwords = new Passwords(folder.resolve("own"), Map.of());
            passwords.store(address.host(), address.port(), address.user(), server.password());
            var stack = new Stack("own", Environment.DEVELOPMENT, address, List.of(), Optional.empty());
            try (var session = new Server(address, passwords).session()) {
                session.execute("create table t(id int primary key); insert into t select generate_series(1, 10)");
            }
            try (var reader = new StackReader(new Server(address, passwords), database -> new StackPools(passwords).readOnly(stack, database))) {
                reader.onBack(told::add);
                var request = request(reader, address.maintenanceDatabase());
                assertThat(((Answer.Rows) reader.page(request, new Position.First(), new Cancellation())).rows()).hasSize(10);
                server.stop("fast");
                assertThatThrownBy(() -> reader.page(request, new Position.First(), new Cancellation())).isInstanceOf(Failure.ConnectionFailed.class)
                        .hasMessageContaining(String.valueOf(address.port()));
                assertThat(told).isEmpty();
                server.start();
                assertThat(((Answer.Rows) reader.page(request, new Position.First(), new Cancellation())).rows()).hasSize(10);
                assertThat(told).hasSize(1);
            }
        }
    }
}
