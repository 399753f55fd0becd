package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.TestEngine;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class FullBackupTest {

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    private static String volume;
    private static String server;
    private static String writer;

    @TempDir
    Path folder;

    /** A service that writes a file, and then a row which says so, again and again: no row may be in a set without its file. */
    @BeforeAll
    static void stack() throws Exception {
        volume = DOCKER.volume("functions");
        String sockets = DOCKER.volume("sockets");
        server = DOCKER.startPostgres("full", "-v", sockets + ":/var/run/postgresql");
        sql("create table written (file int primary key)");
        writer = DOCKER.start("writer", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", volume + ":/functions", "-v", sockets + ":/sockets");
        DOCKER.run("exec", "-d", writer, "bash", "-c",
                "for i in $(seq 1 100000); do echo $i > /functions/$i; psql -q -U postgres -h /sockets -c \"insert into written values ($i)\" || exit 1; done > /tmp/said 2>&1");
    }

    private static String sql(String statement) throws Exception {
        return DOCKER.run("exec", server, "psql", "-U", "postgres", "-h", "127.0.0.1", "-At", "-c", statement);
    }

    private DockerGround ground() {
        return new DockerGround(DOCKER, folder);
    }

    private FullBackup full() {
        var audit = new AuditLog(folder.resolve("audit.jsonl"));
        var passwords = new Passwords(folder.resolve("none"), Map.of("PGPASSWORD", "secret"));
        return new FullBackup(new DatabaseBackup(new Tools(), passwords, audit), new VolumeBackup(audit), passwords, audit, folder.resolve("held"));
    }

    private Stack stack(boolean writes) {
        return ground().stack(server, List.of(new DockerSide.StackService(writer, writes)), volume);
    }

    private static String state(String container) throws Exception {
        return DOCKER.run("inspect", "--format", "{{.State.Status}}", container);
    }

    @Test
    void trap24_databaseAndVolumeAreOfOneMomentUnderLoad() throws Exception {
        FullBackup full = full();
        FullBackupPlan plan = full.plan(stack(true), ground().repository(), FullBackupPlan.Options.DEFAULT);
        assertThat(plan.services()).containsExactly(writer);
        BackupSet set = full.run(plan, Progress.NONE, new Cancellation());
        assertThat(state(writer)).isEqualTo("running");
        assertThat(set.manifest().kind()).isEqualTo(Kind.FULL);
        assertThat(set.id()).endsWith("-shop-full");
        DockerRecord docker = set.manifest().docker().orElseThrow();
        DockerRecord.Capture capture = docker.capture().orElseThrow();
        assertThat(capture.services()).containsExactly(writer);
        assertThat(capture.mode()).isEqualTo("pause");
        assertThat(capture.lsn()).matches("[0-9A-F]+/[0-9A-F]+");
        assertThat(capture.snapshotAt()).isBetween(capture.pausedAt(), capture.resumedAt());
        assertThat(docker.volumes().getFirst().endedAt()).isBeforeOrEqualTo(capture.resumedAt());
        // A file is written before its row: while it is paused there are as many, or one file more. The root counts too.
        long rows = set.manifest().databases().getFirst().rows();
        assertThat(rows).isPositive();
        assertThat(docker.volumes().getFirst().files() - 1 - rows).isBetween(0L, 1L);
        // And it went on afterwards.
        for (int tries = 0; Long.parseLong(sql("select count(*) from written")) <= rows; tries++) {
            assertThat(tries).as("the service writes again; it said: " + DOCKER.run("exec", writer, "cat", "/tmp/said")).isLessThan(100);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(ground().repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty();
        assertThat(folder.resolve("held")).isEmptyDirectory();
    }

    @Test
    void aServiceThatMountsTheVolumeIsHeldThoughTheStackDoesNotNameIt() throws Exception {
        assertThat(full().plan(ground().stack(server, List.of(), volume), ground().repository(), FullBackupPlan.Options.DEFAULT).services()).containsExactly(writer);
    }

    @Test
    void trap23_theServicesComeBackWhenTheBackupFails() throws Exception {
        FullBackup full = full();
        FullBackupPlan plan = full.plan(stack(true), ground().repository(), FullBackupPlan.Options.DEFAULT);
        // Something else writes while the services are paused: what the copy finds is not of one moment.
        String stranger = DOCKER.start("stranger", TestEngine.BUSYBOX, "-v", volume + ":/functions");
        var progress = new VolumeBackupTest.Interfering(1, () -> {
            assertThat(state(writer)).isEqualTo("paused");
            DOCKER.run("exec", stranger, "sh", "-c", "echo x > /functions/stranger");
        });
        assertThatThrownBy(() -> full.run(plan, progress, new Cancellation())).isInstanceOf(Failure.ToolFailed.class).hasMessageContaining("stranger");
        assertThat(state(writer)).isEqualTo("running");
        assertThat(ground().repository().list().sets()).isEmpty();
        assertThat(ground().helpers()).isEmpty();
        DOCKER.run("exec", writer, "rm", "/functions/stranger");
        DOCKER.run("rm", "-f", stranger);
        assertThat(folder.resolve("held")).isEmptyDirectory();
    }

    @Test
    void trap23_theServicesComeBackAfterAKill() throws Exception {
        for (HeldServices.Mode mode : HeldServices.Mode.values()) {
            String one = DOCKER.start("one", TestEngine.BUSYBOX, "--stop-signal", "KILL");
            String two = DOCKER.start("two", TestEngine.BUSYBOX, "--stop-signal", "KILL");
            String stopped = DOCKER.start("was-stopped", TestEngine.BUSYBOX);
            DOCKER.run("kill", stopped);
            try (ChildJvm child = ChildJvm.start(Holding.class, DOCKER.address().toString(), folder.resolve("held").toString(), mode.name(), one, two, stopped)) {
                assertThat(child.line()).isEqualTo("held");
                assertThat(state(one)).isEqualTo(mode == HeldServices.Mode.PAUSE ? "paused" : "exited");
                assertThat(full().recover()).as("its process lives").isEmpty();
                child.kill();
            }
            assertThat(state(two)).isNotEqualTo("running");
            assertThat(full().recover()).containsExactly(one, two);
            assertThat(state(one)).isEqualTo("running");
            assertThat(state(two)).isEqualTo("running");
            assertThat(state(stopped)).isEqualTo("exited");
            assertThat(full().recover()).isEmpty();
        }
    }

    /** The engine's own patience is 10 s; a server that writes its last checkpoint may need longer. */
    @Test
    void trap22_aServiceThatIsStoppedHasTheTimeThatItNeedsToEndCleanly() throws Exception {
        String scripts = DOCKER.volume("scripts");
        String maker = DOCKER.start("scripts", TestEngine.BUSYBOX, "-v", scripts + ":/s");
        DOCKER.run("exec", maker, "sh", "-c", "printf '#!/bin/sh\\ntrap \"sleep 12; echo whole > /s/ended; exit 0\" TERM\\nwhile :; do sleep 0.2; done\\n' > /s/run && busybox chmod 755 /s/run");
        String slow = DOCKER.start("slow", TestEngine.BUSYBOX, "-v", scripts + ":/s", "--entrypoint", "/s/run");
        try (DockerEngine engine = DockerEngine.open(DOCKER.address(), Optional.empty());
                HeldServices held = HeldServices.hold(engine, Optional.empty(), folder.resolve("held"), "shop", List.of(slow), HeldServices.Mode.STOP)) {
            assertThat(held.containers()).containsExactly(slow);
            assertThat(DOCKER.run("inspect", "--format", "{{.State.Status}} {{.State.ExitCode}}", slow)).as("not killed, which is 137").isEqualTo("exited 0");
            assertThat(DOCKER.run("exec", maker, "cat", "/s/ended")).isEqualTo("whole");
        }
        assertThat(state(slow)).isEqualTo("running");
        DOCKER.run("kill", slow);
    }

    @Test
    void trap23_aListThatWasKeptBeforeAnythingWasPausedDoesNoHarm() throws Exception {
        String one = DOCKER.start("untouched", TestEngine.BUSYBOX);
        java.nio.file.Files.createDirectories(folder.resolve("held"));
        java.nio.file.Files.writeString(folder.resolve("held/shop.json"), """
                {"stack":"shop","engine":"%s","certificates":null,"mode":"PAUSE","containers":["%s","gone-since"],
                 "owner":{"host":"%s","pid":2147483646,"started":null},"since":"2026-11-22T02:00:00Z"}
                """.formatted(DOCKER.address(), one, ProcessIdentity.localHost()));
        assertThat(full().recover()).contains(one);
        assertThat(state(one)).isEqualTo("running");
        assertThat(folder.resolve("held")).isEmptyDirectory();
    }

    /** Holds containers until it is killed. */
    static final class Holding {

        private Holding() {}

        public static void main(String[] arguments) throws Exception {
            DockerEngine engine = DockerEngine.open(URI.create(arguments[0]), Optional.empty());
            HeldServices.hold(engine, Optional.empty(), Path.of(arguments[1]), "shop", List.of(arguments).subList(3, arguments.length), HeldServices.Mode.valueOf(arguments[2]));
            System.out.println("held");
            Thread.sleep(600_000);
        }
    }
}
