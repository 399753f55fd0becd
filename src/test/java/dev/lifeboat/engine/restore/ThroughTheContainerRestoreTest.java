package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BaseBackup;
import dev.lifeboat.engine.backup.BaseBackupPlan;
import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.backup.Probe;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that publishes no port, and whose version no tool of this machine need have: pg_dump of its container serves. */
class ThroughTheContainerRestoreTest {
    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    @TempDir Path folder;
    private String container;
    private Server server;
    private Ground ground;

    @BeforeEach
    void stack() throws Exception {
        container = DOCKER.startPostgres("backup", "-e", "POSTGRES_DB=dart_cloud");
        var through = new ContainerAddress(DOCKER.address(), Optional.empty(), container);
        var address = new ServerAddress(container, 5432, "postgres", "dart_cloud", TlsMode.PREFER, Optional.of(through));
        var passwords = new Passwords(folder.resolve("pgpass"), Map.of("PGPASSWORD", "secret"));
        server = new Server(address, passwords);
        // The folder of tools is not looked at: there are none in it.
        ground = new Ground(address, passwords, folder.resolve("no-tools"), folder);
        execute("create database \"Größe 📏\"");
        execute("create table orders(id int primary key, note text)", "insert into orders select i, 'order ' || i from generate_series(1, 100000) i");
    }

    @Test
    void trap7_backupRestoreAndProofWithTheToolsOfTheContainer() {
        BackupSet set = ground.backUp("dart_cloud", "Größe 📏");
        assertThat(set.manifest().toolVersion()).startsWith("17.");
        assertThat(ground.repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).ok()).isTrue();
        execute("delete from orders where id % 2 = 0", "update orders set note = 'broken'");
        RestoreReport report = ground.bringBack(set, RestorePlan.Mode.IN_PLACE);
        assertThat(report.proven()).isTrue();
        try (Session session = server.session()) {
            assertThat(session.first("select count(*) || ' ' || min(note) || ' ' || sum(id) from orders", row -> row.getString(1)))
                    .contains("100000 order 1 5000050000");
        }
    }

    @Test
    void trap18_aBaseBackupThroughTheContainerIsWhole() {
        var backup = new BaseBackup(new Tools(), ground.passwords(), ground.audit());
        BackupSet set = backup.run(backup.plan(ground.stack(), ground.repository(), BaseBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
        assertThat(set.manifest().toolVersion()).startsWith("17.");
        assertThat(set.manifest().base().orElseThrow().dataDirectory()).isEqualTo("/var/lib/postgresql/data");
        assertThat(ground.repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty();
    }

    @Test
    void aCancelEndsTheToolInsideOfTheContainerAndLeavesTheServerAlone() throws Exception {
        // A table that somebody has locked: pg_dump waits, writes nothing, and would not notice that nobody listens.
        try (Session locker = server.session(); Session watcher = server.session()) {
            String started = watcher.first("select pg_postmaster_start_time()", row -> row.getString(1)).orElseThrow();
            var probe = new Probe("Dumping dart_cloud", 0, () -> locker.execute("begin; lock table orders"));
            var cancellation = new Cancellation();
            Thread.ofVirtual().start(() -> {
                try {
                    while (!watcher.is("select count(*) > 0 from pg_locks where not granted")) TimeUnit.MILLISECONDS.sleep(100);
                    cancellation.cancel();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThatThrownBy(() -> ground.backUp(probe, cancellation, "dart_cloud")).isInstanceOf(Failure.Cancelled.class);
            locker.execute("commit");
            assertThat(DOCKER.run("top", container, "-o", "pid,comm")).doesNotContain("pg_dump");
            assertThat(watcher.first("select pg_postmaster_start_time()", row -> row.getString(1))).contains(started);
            assertThat(ground.repository().list().sets()).isEmpty();
        }
        assertThat(DOCKER.run("logs", container)).doesNotContain("terminated by signal");
    }

    @Test
    void aToolThatIsKilledLeavesNoSetAndIsNamed() {
        var probe = new Probe("Dumping dart_cloud", 0.3, () -> {
            // From the host: while what a dead program wrote is not read, the engine answers nothing else about its container.
            try {
                long number = DOCKER.run("top", container, "-o", "pid,comm").lines().filter(line -> line.endsWith("pg_dump"))
                        .map(line -> Long.valueOf(line.strip().split(" +")[0])).findFirst().orElseThrow();
                ProcessHandle.of(number).orElseThrow().destroyForcibly();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        execute("insert into orders select i, repeat(md5(i::text), 20) from generate_series(100001, 300000) i");
        assertThatThrownBy(() -> ground.backUp(probe, new Cancellation(), "dart_cloud"))
                .isInstanceOf(Failure.ToolFailed.class).hasMessageStartingWith("pg_dump was killed (signal 9)");
        assertThat(probe.acted()).isTrue();
        assertThat(ground.repository().list().sets()).isEmpty();
    }

    private void execute(String... statements) {
        try (Session session = server.session()) {
            for (String statement : statements) session.execute(statement);
        }
    }
}
