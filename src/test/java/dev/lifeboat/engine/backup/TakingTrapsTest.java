package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rules on taking backups that no other test is about. */
@Timeout(240)
class TakingTrapsTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private Ground ground;

    @BeforeEach
    void ground() {
        ground = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), folder);
    }

    @Test
    void trap12_largeObjectsAreInTheDumpAndComeBack() throws Exception {
        String shop = SERVER.createDatabase("large");
        SERVER.execute(shop, "select lo_from_bytea(4711, decode(repeat('00ff', 5000), 'hex'))", "select lo_from_bytea(4712, '\\x01')");
        BackupSet set = ground.backUp(shop);
        assertThat(set.manifest().databases().getFirst().largeObjects().count()).isEqualTo(2);
        RestoreReport report = ground.bringBack(set, RestorePlan.Mode.ASIDE);
        String copy = report.plan().targets().getFirst().asideName();
        SERVER.dropAfterwards(copy);
        assertThat(text(copy, "select sum(length(lo_get(oid))) || ' ' || count(*) from pg_largeobject_metadata")).isEqualTo("10001 2");
        assertThat(report.proofs().getFirst().largeObjects()).isEqualTo(2);
    }

    private static String text(String database, String sql) throws SQLException {
        try (Connection connection = SERVER.connect(database); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Somebody locks a table between the look at its size and pg_dump's own lock. */
    @Test
    void trap25_pgDumpDoesNotWaitForALockForeverAndItsTimeIsReported() throws Exception {
        String shop = SERVER.createDatabase("locked");
        SERVER.execute(shop, "create table orders as select i from generate_series(1, 100) i");
        AtomicReference<String> arguments = new AtomicReference<>("");
        try (Connection holder = SERVER.connect(shop)) {
            holder.setAutoCommit(false);
            Probe probe = new Probe("Dumping " + shop, 0, () -> {
                lock(holder);
                Thread.ofVirtual().start(() -> whenItWaits(shop, arguments, holder));
            });
            BackupSet set = ground.backUp(probe, new Cancellation(), shop);
            assertThat(arguments.get()).contains("--lock-wait-timeout=120000");
            assertThat(set.manifest().databases().getFirst().rows()).isEqualTo(100);
            assertThat(set.manifest().phaseMillis()).containsKey("Dumping " + shop);
            assertThat(set.manifest().durationMillis()).isPositive();
        }
    }

    private static void lock(Connection holder) {
        try (var statement = holder.createStatement()) {
            statement.execute("lock table orders in access exclusive mode");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void whenItWaits(String database, AtomicReference<String> arguments, Connection holder) {
        try {
            for (int tries = 0; tries < 600; tries++) {
                if (!text("postgres", "select count(*) from pg_stat_activity where datname = '" + database + "' and query like 'LOCK TABLE %' and wait_event_type = 'Lock'").equals("0")) {
                    ProcessHandle.current().descendants().filter(child -> child.info().command().orElse("").endsWith("pg_dump")).flatMap(child -> child.info().arguments().stream())
                            .findFirst().ifPresent(words -> arguments.set(Arrays.toString(words)));
                    break;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            holder.rollback();
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Backs up in little memory, more slowly than the server sends. */
    static final class Child {
        static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            var address = new dev.lifeboat.engine.stack.ServerAddress(arguments[1], Integer.parseInt(arguments[2]), arguments[3], "postgres", dev.lifeboat.engine.stack.TlsMode.PREFER);
            var passwords = new dev.lifeboat.engine.secret.Passwords(folder.resolve("none"), Map.of("PGPASSWORD", java.nio.file.Files.readString(folder.resolve("password")).strip()));
            Ground ground = new Ground(address, passwords, Path.of(arguments[4]), folder);
            BackupHandling slow = new BackupHandling(Compression.NONE, OptionalLong.of(60 << 20), 1, Optional.empty(), Optional.empty(), Optional.empty());
            BackupSet set = ground.backUp(slow, arguments[5]);
            System.out.println(Runtime.getRuntime().maxMemory() / (1 << 20) + " " + set.manifest().rawBytes());
        }
    }

    @Test
    void trap26_aFastDumpIntoASlowSinkDoesNotGrowTheHeap() throws Exception {
        String shop = SERVER.createDatabase("big");
        SERVER.execute(shop, "create table wide as select i, repeat(md5(i::text), 320) as filler from generate_series(1, 30000) i");
        java.nio.file.Files.writeString(folder.resolve("password"), SERVER.embedded().password().reveal() + "\n");
        try (ChildJvm child = ChildJvm.start(Child.class, folder.toString(), SERVER.address().host(), String.valueOf(SERVER.address().port()), SERVER.address().user(),
                SERVER.tools().folder().toString(), shop)) {
            String[] said = String.valueOf(child.line()).split(" ");
            assertThat(said).hasSize(2);
            assertThat(Long.parseLong(said[0])).as("MiB of heap").isLessThanOrEqualTo(128);
            assertThat(Long.parseLong(said[1])).as("bytes that went through").isGreaterThan(300_000_000);
        }
        SERVER.execute(shop, "drop table wide");
    }
}
