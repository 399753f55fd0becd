package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.backup.BaseBackup;
import dev.lifeboat.engine.backup.BaseBackupPlan;
import dev.lifeboat.engine.backup.DatabaseBackup;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.backup.DockerGround;
import dev.lifeboat.engine.backup.FullBackup;
import dev.lifeboat.engine.backup.FullBackupPlan;
import dev.lifeboat.engine.backup.Probe;
import dev.lifeboat.engine.backup.VolumeBackup;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sets that are proven in containers of their own; the same with each engine. */
@Timeout(300)
abstract class ContainerProofs {

    @TempDir Path folder;
    DockerGround ground;
    private Stack shop;
    private Passwords passwords;

    abstract TestEngine engine();

    /** A server with a database, and a volume with files. */
    abstract String server();

    abstract String volume();

    static void fill(TestEngine engine, String server, String volume) throws Exception {
        engine.run("exec", server, "psql", "-q", "-U", "postgres", "-h", "127.0.0.1", "-c", "create role clerk",
                "-c", "create table orders (id bigserial primary key, what text)", "-c", "insert into orders (what) select repeat('x', i % 50) from generate_series(1, 1000) i",
                "-c", "create index on orders (what)", "-c", "alter table orders owner to clerk");
        String writer = engine.start("proof-files", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", volume + ":/files");
        engine.run("exec", writer, "sh", "-c", "cd /files && mkdir a && head -c 100000 /dev/urandom > a/noise && ln a/noise b && ln -s a c && chown 4321:1234 a && chmod 2750 a && mkfifo d && touch -d '2020-02-02 02:02:02.123456789' a/noise");
        engine.run("rm", "-f", writer);
    }

    @BeforeEach
    void ground() {
        ground = new DockerGround(engine(), folder);
        shop = ground.stack(server(), List.of(), volume());
        passwords = new Passwords(folder.resolve("none"), Map.of("PGPASSWORD", "secret"));
    }

    private AuditLog audit() {
        return new AuditLog(folder.resolve("audit.jsonl"));
    }

    ProvenVerification proving() {
        return new ProvenVerification(new Tools(), Unlock.NONE, passwords, name -> Optional.of(shop).filter(stack -> stack.name().equals(name)));
    }

    BackupSet databases() {
        DatabaseBackup backup = new DatabaseBackup(new Tools(), passwords, audit());
        return backup.run(backup.plan(shop, ground.repository(), DatabaseBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
    }

    BackupSet base() {
        BaseBackup backup = new BaseBackup(new Tools(), passwords, audit());
        return backup.run(backup.plan(shop, ground.repository(), BaseBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
    }

    private BackupSet full() {
        FullBackup backup = new FullBackup(new DatabaseBackup(new Tools(), passwords, audit()), new VolumeBackup(audit()), passwords, audit(), folder.resolve("held"));
        return backup.run(backup.plan(shop, ground.repository(), FullBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
    }

    private ProvenRecord proven(BackupSet set) throws Exception {
        VerificationResult result = proving().run(ground.repository(), set, Progress.NONE, new Cancellation());
        assertThat(result.problems()).isEmpty();
        assertThat(ground.helpers()).isEmpty();
        return ground.repository().proven(set).orElseThrow();
    }

    String inspect(String format) {
        try {
            return engine().run("inspect", "--format", format, ground.helpers().lines().findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFullSetIsProvenWithBothItsParts() throws Exception {
        BackupSet set = full();
        String[] volume = new String[1];
        Probe probe = new Probe("Unpacking volume", 0, () -> volume[0] = inspect("{{(index .Mounts 0).Name}}"));
        assertThat(proving().run(ground.repository(), set, probe, new Cancellation()).problems()).isEmpty();
        ProvenRecord record = ground.repository().proven(set).orElseThrow();
        assertThat(record.databases()).singleElement().satisfies(database -> assertThat(database.rows()).isEqualTo(1_000));
        assertThat(record.volumes().orElseThrow()).containsExactly(new ProvenRecord.Volume(volume(), 6, 100_000));
        assertThat(record.place()).contains("and a throw-away volume");
        assertThat(volume[0]).matches("[0-9a-f]{64}");
        assertThat(engine().run("volume", "ls", "-q").lines()).doesNotContain(volume[0]);
        assertThat(ground.helpers()).isEmpty();
    }

    @Test
    void aVolumeOfWhichTheIndexSaysSomethingElseIsRejected() throws Exception {
        BackupSet set = ground.backUp(shop);
        assertThat(proven(set).volumes().orElseThrow()).hasSize(1);
        String member = set.manifest().volumes().getFirst().index();
        Path index = set.folder().resolve(member);
        // Another mode than the tar has; the changed file is found by its checksum as well.
        run("zstd -dqc '" + index + "' | sed 's/\"mode\":1512/\"mode\":1513/' | zstd -q -o '" + index + ".new' && mv '" + index + ".new' '" + index + "'");
        VerificationResult result = proving().run(ground.repository(), set, Progress.NONE, new Cancellation());
        assertThat(result.problems()).hasSize(2).anyMatch(problem -> problem.startsWith(member)).anyMatch(problem -> problem.startsWith(volume() + ": ") && problem.contains("mode 2750 instead of 2751"));
        assertThat(ground.helpers()).isEmpty();
    }

    private void run(String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void aWholeServerIsBroughtBackToWhereItIsConsistent() throws Exception {
        BackupSet set = base();
        ProvenRecord.Base base = proven(set).base().orElseThrow();
        assertThat(base.files()).isEqualTo(set.manifest().base().orElseThrow().files());
        assertThat(base.databases()).as("postgres and template1").isEqualTo(2);
        assertThat(base.checked()).isTrue();
        Path tar = set.folder().resolve(set.manifest().base().orElseThrow().member());
        byte[] bytes = Files.readAllBytes(tar);
        bytes[bytes.length / 2] ^= 1;
        Files.write(tar, bytes);
        assertThat(proving().run(ground.repository(), set, Progress.NONE, new Cancellation()).problems()).isNotEmpty();
        assertThat(ground.helpers()).isEmpty();
    }

    /** Begins a proof and waits to be killed. */
    static final class Child {
        static void main(String[] arguments) {
            var image = new dev.lifeboat.engine.docker.ServerImage(arguments[1], "image", Optional.empty(), "postgres");
            var place = new ProvingPlan.Place.Container(new ProvingPlan.Engine(URI.create(arguments[0]), Optional.empty(), List.of()), image);
            ContainerServer.start(ContainerSandbox.start(place), new Cancellation());
            System.out.println("started");
            try {
                TimeUnit.MINUTES.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void theContainerOfAKilledProofIsRemovedByTheNextRun() throws Exception {
        BackupSet set = databases();
        String image = engine().run("image", "inspect", "--format", "{{.Id}}", TestEngine.POSTGRES);
        long killed;
        try (ChildJvm child = ChildJvm.start(Child.class, engine().address().toString(), image)) {
            assertThat(child.line()).isEqualTo("started");
            killed = child.pid();
            child.kill();
        }
        assertThat(ground.helpersOf(killed).lines()).hasSize(1);
        String id = "container " + ground.helpersOf(killed).substring(0, 12);
        assertThat(new ScratchCleaning(List.of(shop), passwords).preview(_ -> { })).as("sets clean knows it too").contains(id);
        Repository repository = ground.repository();
        assertThat(proving().run(repository, set, Progress.NONE, new Cancellation()).problems()).isEmpty();
        assertThat(ground.helpersOf(killed)).isEmpty();
    }

}
