package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseBackupTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String database;

    @TempDir
    Path folder;
    private Ground ground;

    /** Some 20 MB in each of two tables: more than any pipe or buffer between pg_dump and the file holds. */
    @BeforeAll
    static void fill() throws SQLException {
        SERVER.tools();
        database = SERVER.createDatabase("big");
        fill(SERVER::execute, database);
    }

    private interface Executor {
        void execute(String database, String... sql) throws SQLException;
    }

    private static void fill(Executor executor, String database) throws SQLException {
        executor.execute(database, "create table first (id int, filler text)", "insert into first select i, md5(i::text) || repeat('x', 960) from generate_series(1, 20000) i",
                "create table second as select * from first", "create table empty (id int)");
    }

    @BeforeEach
    void ground() {
        ground = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), folder);
    }

    @Test
    void theManifestSaysWhatWasTaken() {
        Probe probe = Probe.watching();
        BackupSet set = ground.backUp(probe, new Cancellation(), database);
        Manifest manifest = set.manifest();
        Manifest.DatabaseRecord record = manifest.databases().getFirst();
        assertThat(record.facts().name()).isEqualTo(database);
        assertThat(record.facts().encoding()).isEqualTo("UTF8");
        assertThat(record.facts().owner()).isEqualTo("postgres");
        assertThat(record.tables()).extracting("name").containsExactly("empty", "first", "second");
        assertThat(record.tables()).extracting("rows").containsExactly(0L, 20_000L, 20_000L);
        assertThat(record.tables().get(1).hash()).isEqualTo(record.tables().get(2).hash()).isNotEqualTo("0".repeat(32));
        assertThat(record.objects()).containsEntry("TABLE", 3L).containsEntry("TABLE DATA", 3L);
        assertThat(manifest.members()).extracting(Manifest.Member::path).containsExactlyInAnyOrder(record.member(), "databases/globals.sql.zst");
        assertThat(manifest.server().versionNumber() / 10_000).isEqualTo(SERVER.tools().versionNumber() / 10_000);
        assertThat(manifest.server().systemIdentifier()).matches("\\d{15,20}");
        assertThat(manifest.toolVersion()).isEqualTo(SERVER.tools().version());
        assertThat(manifest.warnings()).isEmpty();
        assertThat(manifest.phaseMillis().keySet()).containsExactly("Dumping " + database, "Dumping roles and tablespaces");
        assertThat(set.verified()).hasValueSatisfying(result -> assertThat(result.ok()).isTrue());
        assertThat(ground.repository().list().sets()).hasSize(1);
        assertThat(ground.audited()).containsExactly("started", "done");
        assertThat(probe.wentBeyondItsEnd()).isFalse();
        assertThat(probe.items()).contains("public.first", "public.second");
    }

    @Test
    void trap10_whatAKilledRunLeftIsToldAndNotTakenForASet() throws Exception {
        Repository repository = ground.repository();
        long killed;
        try (ChildJvm child = ChildJvm.start(Begun.class, repository.folder().toString())) {
            assertThat(child.line()).isEqualTo("begun");
            assertThatThrownBy(() -> ground.backUp(database)).as("two processes, one repository").isInstanceOf(Failure.RepositoryLocked.class)
                    .hasMessageContaining("process " + child.pid());
            killed = child.pid();
        }
        Path left = repository.list().orphans().getFirst();
        Probe probe = Probe.watching();
        BackupSet set = ground.backUp(probe, new Cancellation(), database);
        assertThat(probe.items()).anyMatch(note -> note.contains("process " + killed) && note.contains("taken over"))
                .contains("An unfinished folder of a run that was killed lies in " + left + "; it can be deleted.", database + ": 3 tables, 40,000 rows");
        assertThat(repository.list().sets()).extracting(BackupSet::id).containsExactly(set.id());
        assertThat(left).isDirectory();
    }

    @Test
    void trap10_whatAKilledRunLeftADayAgoIsDeletedByTheNextBackupAndNothingElse() throws Exception {
        Repository repository = ground.repository();
        Path old = killedRun(repository);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        Path foreign = Files.createDirectory(repository.folder().resolve("20261122T020000Z-halfcopied-database"));
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.now().minus(Duration.ofDays(9))));
        Path young = killedRun(repository);
        Probe probe = Probe.watching();
        BackupSet set = ground.backUp(probe, new Cancellation(), database);
        assertThat(probe.items()).contains("Deleted " + old + ", which a run that was killed had left.",
                "An unfinished folder of a run that was killed lies in " + young + "; it can be deleted.");
        assertThat(repository.list().orphans()).containsExactlyInAnyOrder(young, foreign);
        assertThat(repository.list().sets()).extracting(BackupSet::id).containsExactly(set.id());
    }

    private static Path killedRun(Repository repository) throws Exception {
        List<Path> before = repository.list().orphans();
        try (ChildJvm child = ChildJvm.start(Begun.class, repository.folder().toString())) {
            assertThat(child.line()).isEqualTo("begun");
            child.kill();
        }
        return repository.list().orphans().stream().filter(orphan -> !before.contains(orphan)).findFirst().orElseThrow();
    }

    /** Begins a set and waits to be killed. */
    static final class Begun {
        static void main(String[] arguments) throws Exception {
            Repository repository = Repository.open(Path.of(arguments[0]));
            try (RepositoryLock lock = repository.lock("backup of child");
                    SetWriter _ = repository.begin(lock, Kind.DATABASE, "child", Instant.parse("2026-11-22T02:00:00Z"))) {
                System.out.println("begun");
                Thread.sleep(Duration.ofHours(1));
            }
        }
    }

    @Test
    void trap11_rolesAndTheirPasswordsAreInTheGlobals() throws Exception {
        SERVER.execute("postgres", "drop role if exists globals_role", "create role globals_role login password 'p' valid until '2030-01-01'", "alter role globals_role set work_mem = '3MB'");
        BackupSet set = ground.backUp(database);
        String sql;
        try (var in = new com.github.luben.zstd.ZstdInputStreamNoFinalizer(Files.newInputStream(set.folder().resolve("databases/globals.sql.zst")))) {
            sql = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
        SERVER.execute("postgres", "drop role globals_role");
        assertThat(sql).contains("CREATE ROLE globals_role", "SCRAM-SHA-256", "ALTER ROLE globals_role SET work_mem TO '3MB'");
    }

    @Test
    void aUserWhoIsNoSuperuserGetsAWarningAndASet() throws Exception {
        String own = SERVER.createDatabase("own");
        SERVER.execute(own, "drop role if exists plain_user", "create role plain_user login password 'plain'", "create table t (id int)", "insert into t values (1)", "alter table t owner to plain_user");
        ServerAddress address = new ServerAddress(SERVER.address().host(), SERVER.address().port(), "plain_user", "postgres", SERVER.address().tls());
        Passwords passwords = new Passwords(folder.resolve("plain"), Map.of());
        passwords.store(address.host(), address.port(), "plain_user", new Secret("plain"));
        BackupSet set = new Ground(address, passwords, SERVER.tools().folder(), folder).backUp(own);
        assertThat(set.manifest().warnings()).containsExactly("Roles were saved without their passwords, which only a superuser can read.");
        assertThat(ground.audited()).containsExactly("started", "warned");
    }

    @Test
    void anUnknownDatabaseIsNamedWithThoseThatExist() {
        Failure.NotFound failure = catchThrowableOfType(Failure.NotFound.class, () -> ground.backUp("no such"));
        assertThat(failure).hasMessageContaining("\"no such\"");
        assertThat(failure.hints().getFirst()).contains(database);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.85})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void trap09_pgDumpKilledAtTheStartInTheMiddleAndNearTheEnd(double fraction) {
        Probe probe = new Probe("Dumping " + database, fraction, () -> killPgDump(fraction == 0));
        Failure.ToolFailed failure = catchThrowableOfType(Failure.ToolFailed.class, () -> ground.backUp(probe, new Cancellation(), database));
        assertThat(failure).hasMessageContaining("pg_dump was killed (signal 9)");
        assertNothingIsLeft("failed");
    }

    private static void killPgDump(boolean notYetThere) {
        if (notYetThere) {
            Thread.ofVirtual().start(() -> {
                while (children().isEmpty()) {
                    Thread.onSpinWait();
                }
                children().forEach(ProcessHandle::destroyForcibly);
            });
        } else {
            assertThat(children()).isNotEmpty().allMatch(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void theServerGoesAwayDuringTheBackup() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(SERVER.embedded().binaries())) {
            fill((name, statements) -> execute(server, statements), "postgres");
            Passwords passwords = new Passwords(folder.resolve("other"), Map.of());
            passwords.store(server.address().host(), server.address().port(), server.address().user(), server.password());
            Ground other = new Ground(server.address(), passwords, SERVER.tools().folder(), folder);
            Probe probe = new Probe("Dumping postgres", 0.3, () -> server.stop("immediate"));
            Failure.ConnectionFailed failure = catchThrowableOfType(Failure.ConnectionFailed.class, () -> other.backUp(probe, new Cancellation(), "postgres"));
            assertThat(failure).hasMessageContaining("The server went away while postgres was dumped");
            assertThat(failure.layer()).isEqualTo(Failure.Layer.TCP);
        }
        assertNothingIsLeft("failed");
    }

    private static void execute(EmbeddedServer server, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.address().port() + "/postgres", "postgres", server.password().reveal());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dumping big", "Dumping roles"})
    void cancelLeavesNoChildAndNoSet(String phase) {
        Cancellation cancellation = new Cancellation();
        Probe probe = new Probe(phase, phase.endsWith("big") ? 0.4 : 0, cancellation::cancel);
        assertThatThrownBy(() -> ground.backUp(probe, cancellation, database)).isInstanceOf(Failure.Cancelled.class)
                .hasMessage("The backup of shop was cancelled; nothing of it is kept.");
        assertThat(probe.acted()).isTrue();
        assertNothingIsLeft("cancelled");
    }

    @Test
    void aFullDiskLeavesNothingBehind() throws Exception {
        Path small = Files.createDirectory(folder.resolve("small"));
        int mounted;
        try {
            mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", small.toString()).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            mounted = -1;
        }
        Assumptions.assumeTrue(mounted == 0, "a small tmpfs can be mounted by root on Linux only");
        try {
            Ground onSmall = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), small);
            Failure.StorageFailed failure = catchThrowableOfType(Failure.StorageFailed.class, () -> onSmall.backUp(database));
            assertThat(failure.full()).isTrue();
            assertThat(onSmall.repository().list().sets()).isEmpty();
            assertThat(onSmall.repository().list().orphans()).isEmpty();
            assertThat(children()).isEmpty();
        } finally {
            new ProcessBuilder("umount", small.toString()).start().waitFor();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void trap54_thePasswordIsInNoArgumentNoFileAndNoText() throws Exception {
        String secret = "it's \"a: secret\\ word €";
        SERVER.execute("postgres", "drop role if exists careful", "create role careful superuser login password '" + secret.replace("'", "''") + "'");
        ServerAddress address = new ServerAddress(SERVER.address().host(), SERVER.address().port(), "careful", "postgres", SERVER.address().tls());
        Path hidden = Files.createDirectory(folder.resolve("private"));
        Passwords passwords = new Passwords(hidden.resolve("pgpass"), Map.of());
        passwords.store(address.host(), address.port(), "careful", new Secret(secret));
        List<String> seen = new ArrayList<>();
        Probe probe = new Probe("Dumping " + database, 0.3, () -> children().forEach(child -> seen.add(commandLine(child))));
        Ground open = new Ground(address, passwords, SERVER.tools().folder(), folder.resolve("open"));
        BackupSet set = open.backUp(probe, new Cancellation(), database);
        assertThat(seen).anyMatch(line -> line.contains("pg_dump")).noneMatch(line -> line.contains("secret"));
        assertThat(new String(Files.readAllBytes(set.folder().resolve("manifest.json")))).doesNotContain("secret");
        Passwords wrong = new Passwords(hidden.resolve("wrong"), Map.of());
        wrong.store(address.host(), address.port(), "careful", new Secret(secret + " not"));
        assertThatThrownBy(() -> new Ground(address, wrong, SERVER.tools().folder(), folder.resolve("open")).backUp(database))
                .isInstanceOf(Failure.ConnectionFailed.class).hasMessageNotContaining("secret");
        try (Stream<Path> files = Files.walk(folder.resolve("open"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain("a: secret");
            }
        }
        SERVER.execute("postgres", "drop role careful");
    }

    private static String commandLine(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc/" + child.pid() + "/cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private void assertNothingIsLeft(String outcome) {
        assertThat(children()).isEmpty();
        assertThat(ground.repository().list().sets()).isEmpty();
        assertThat(ground.repository().list().orphans()).isEmpty();
        assertThat(ground.audited()).containsExactly("started", outcome);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(child -> child.info().command().map(command -> command.contains("pg_")).orElse(false)).toList();
    }
}
