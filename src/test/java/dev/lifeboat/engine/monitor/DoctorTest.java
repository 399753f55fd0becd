package dev.lifeboat.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Check.Level;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.SampleSets;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DoctorTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    @TempDir Path folder;
    private Path configuration;
    private Path sets;
    private Passwords passwords;

    @BeforeEach void make() throws Exception {
        configuration = Files.createDirectory(folder.resolve("config"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        sets = folder.resolve("repository");
        Repository.openOrCreate(sets);
        passwords = new Passwords(configuration.resolve("pgpass"), Map.of("HOME", folder.toString()));
        ServerAddress address = SERVER.address();
        passwords.store(address.host(), address.port(), address.user(), SERVER.embedded().password());
    }

    private List<Check> examine(Optional<Stack> stack) {
        return new Doctor(new Tools(), passwords, Clock.fixed(NOW, ZoneOffset.UTC)).examine(stack, sets, configuration);
    }

    private static Stack stack(ServerAddress address, String... databases) {
        return new Stack("shop", Environment.DEVELOPMENT, address, List.of(databases), Optional.of(SERVER.tools().folder()));
    }

    private static Check named(List<Check> checks, String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow(() -> new AssertionError(name + " is not among " + checks));
    }

    @Test void soundGround() throws Exception {
        String database = SERVER.createDatabase("doctor");
        List<Check> checks = examine(Optional.of(stack(SERVER.address(), database)));
        assertThat(checks).noneMatch(check -> check.level() == Level.FAIL);
        assertThat(named(checks, "PostgreSQL tools").level()).isEqualTo(Level.OK);
        assertThat(named(checks, "shop: Tools").level()).isEqualTo(Level.OK);
        assertThat(named(checks, "shop: Databases").result()).isEqualTo(database);
        assertThat(named(checks, "Repository").result()).endsWith("holds 0 sets.");
        assertThat(named(checks, "Free disk space").level()).isEqualTo(Level.OK);
        assertThat(named(checks, "Clock").level()).isEqualTo(Level.OK);
        assertThat(named(checks, "Configuration folder").level()).isEqualTo(Level.OK);
        assertThat(named(checks, "Password file").level()).isEqualTo(Level.OK);
    }

    @Test void aDatabaseThatIsNotThereAndOneThatCannotBeRead() throws Exception {
        String database = SERVER.createDatabase("rights");
        SERVER.execute(database, "create table open_table(x int)", "create table closed_table(x int)", "create role clerk login password 'clerk'",
                "grant select on open_table to clerk");
        try {
            ServerAddress all = SERVER.address();
            ServerAddress clerk = new ServerAddress(all.host(), all.port(), "clerk", all.maintenanceDatabase(), all.tls());
            passwords.store(all.host(), all.port(), "clerk", new Secret("clerk"));
            List<Check> checks = examine(Optional.of(stack(clerk, database, "nowhere")));
            assertThat(named(checks, "shop: Databases").level()).isEqualTo(Level.FAIL);
            assertThat(named(checks, "shop: Databases").result()).contains("nowhere");
            assertThat(named(checks, "shop: Rights in " + database).result()).contains("public.closed_table").doesNotContain("open_table");
            SERVER.execute(database, "grant pg_read_all_data to clerk");
            assertThat(named(examine(Optional.of(stack(clerk, database))), "shop: Rights in " + database).level()).isEqualTo(Level.OK);
        } finally {
            SERVER.execute(database, "drop owned by clerk", "drop role clerk");
        }
    }

    @Test void copiesThatRestoresLeftAreNamedWithTheStatementThatDropsThem() throws Exception {
        String copy = SERVER.createDatabase("shop") + "_restored_20261122_020000";
        SERVER.execute("postgres", "create database \"" + copy + "\"");
        try {
            Check found = examine(Optional.of(stack(SERVER.address()))).stream().filter(check -> check.name().equals("shop: Restored copies")).findFirst().orElseThrow();
            assertThat(found.level()).isEqualTo(Level.WARN);
            assertThat(found.result()).contains(copy);
            assertThat(found.hints()).anyMatch(hint -> hint.startsWith("DROP DATABASE") && hint.contains(copy));
        } finally {
            SERVER.execute("postgres", "drop database \"" + copy + "\"");
        }
        assertThat(examine(Optional.of(stack(SERVER.address())))).noneMatch(check -> check.name().endsWith("Restored copies") && check.result().contains(copy));
    }

    @Test void aServerThatIsNotThereHidesNothingElse() {
        ServerAddress closed = new ServerAddress("127.0.0.1", 1, "app", "postgres", SERVER.address().tls());
        List<Check> checks = examine(Optional.of(stack(closed)));
        assertThat(checks).anyMatch(check -> check.name().startsWith("shop: ") && check.level() == Level.FAIL && !check.hints().isEmpty());
        assertThat(named(checks, "Repository").level()).isEqualTo(Level.OK);
    }

    @Test void troubleInTheRepository() throws Exception {
        Repository repository = Repository.open(sets);
        Files.writeString(SampleSets.write(repository, "bad", NOW, 10).folder().resolve("manifest.json"), "{");
        SampleSets.write(repository, "shop", NOW.plusSeconds(60), 10);
        Files.createDirectory(sets.resolve(".20261122T020000Z-shop-database.0123456789abcdef.partial"));
        try (RepositoryLock lock = repository.lock("backup of shop"); SetWriter _ = repository.begin(lock, Kind.DATABASE, "shop", NOW)) {
            List<Check> checks = examine(Optional.empty());
            assertThat(named(checks, "Backup sets").level()).isEqualTo(Level.FAIL);
            assertThat(named(checks, "Backup sets").result()).startsWith("1 cannot be used: 20261122T020000Z-bad-database");
            assertThat(named(checks, "Left-overs").result()).contains("left 1 folder:");
            assertThat(named(checks, "Repository lock").result()).contains("backup of shop");
            assertThat(named(checks, "Clock").level()).isEqualTo(Level.FAIL);
        }
        sets = Files.createDirectory(folder.resolve("foreign"));
        assertThat(named(examine(Optional.empty()), "Repository").level()).isEqualTo(Level.FAIL);
        sets = folder.resolve("none");
        assertThat(named(examine(Optional.empty()), "Repository").level()).isEqualTo(Level.WARN);
    }

    @Test void modesThatAreTooWide() throws Exception {
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(configuration.resolve("pgpass"), PosixFilePermissions.fromString("rw-r--r--"));
        List<Check> checks = examine(Optional.empty());
        assertThat(named(checks, "Configuration folder").level()).isEqualTo(Level.WARN);
        assertThat(named(checks, "Password file").level()).isEqualTo(Level.WARN);
    }
}
