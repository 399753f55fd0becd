package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.testing.Writers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Base backups of a real server that is written to, with hardly any room for its log. */
@Timeout(240)
class BaseBackupTest {

    private static EmbeddedServer embedded;

    @TempDir Path folder;

    private Ground ground;
    private Server server;

    @BeforeAll
    static void server() {
        ServerBinaries binaries = ServerBinaries.find(new Tools());
        assumeTrue(binaries.hasTools(), "no pg_basebackup beside a PostgreSQL server is installed (Debian: apt-get install postgresql)");
        embedded = EmbeddedServer.start(binaries, "max_wal_size = 32MB", "min_wal_size = 32MB", "full_page_writes = on", "wal_level = replica", "checkpoint_timeout = 30s");
    }

    @AfterAll
    static void stop() {
        if (embedded != null) {
            embedded.close();
        }
    }

    @BeforeEach
    void ground() {
        Passwords passwords = new Passwords(folder.resolve("pgpass"), Map.of());
        passwords.store(embedded.address().host(), embedded.address().port(), embedded.address().user(), embedded.password());
        ground = new Ground(embedded.address(), passwords, embedded.binaries().bin(), folder);
        server = new Server(embedded.address(), passwords);
        execute("drop table if exists load", "drop table if exists known", "create table known as select i as id from generate_series(1, 1000) i");
    }

    private BackupSet backUp(Progress progress, Cancellation cancellation) {
        BaseBackup backup = new BaseBackup(new Tools(), ground.passwords(), ground.audit());
        return backup.run(backup.plan(ground.stack(), ground.repository(), BaseBackupPlan.Options.DEFAULT), progress, cancellation);
    }

    private void execute(String... statements) {
        try (Session session = server.session()) {
            List.of(statements).forEach(session::execute);
        }
    }

    private VerificationResult deeply(BackupSet set) {
        return ground.repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation());
    }

    @Test
    void trap19_aBackupUnderLoadWithATinyLogIsWholeAndTheSlotIsGone() throws Exception {
        execute("create table ballast as select i, repeat(md5(i::text), 20) from generate_series(1, 60000) i");
        BackupSet set;
        try (Writers writers = Writers.start(() -> server.connect("postgres"), 2, 40_000)) {
            while (writers.commits().size() < 50) TimeUnit.MILLISECONDS.sleep(20);
            // Far more log than the server keeps, and checkpoints that would remove it, while the copy is half done.
            Probe probe = new Probe("Copying the server", 0.3, () -> {
                for (int i = 0; i < 3; i++) execute("create table more as select repeat(md5(i::text), 20) from generate_series(1, 60000) i", "drop table more", "checkpoint");
            });
            set = backUp(probe, new Cancellation());
            assertThat(probe.acted()).isTrue();
            assertThat(probe.wentBeyondItsEnd()).isFalse();
        }
        Manifest manifest = set.manifest();
        assertThat(manifest.kind()).isEqualTo(Kind.BASE);
        assertThat(set.id()).endsWith("-shop-base");
        assertThat(manifest.members()).extracting(Manifest.Member::path).containsExactly("base/base.tar.zst", "base/backup_manifest.zst");
        Manifest.BaseRecord base = manifest.base().orElseThrow();
        assertThat(base.start()).isLessThan(base.stop());
        assertThat(base.timeline()).isEqualTo(1);
        assertThat(base.segmentBytes()).isEqualTo(16 << 20);
        assertThat(manifest.server().systemIdentifier()).isEqualTo(server.facts().systemIdentifier());
        assertThat(deeply(set).problems()).isEmpty();
        try (Session session = server.session()) {
            assertThat(session.is("select count(*) = 0 from pg_replication_slots")).isTrue();
        }
        assertThat(ground.audited()).containsExactly("started", "done");
        execute("drop table ballast");
    }

    @Test
    void theCommandsOfTheInstructionsBringTheServerBack() throws Exception {
        for (String program : List.of("bash", "zstd", "tar", "sha256sum")) {
            assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(entry -> Files.isExecutable(Path.of(entry, program))), program + " is not installed");
        }
        BackupSet set = backUp(Progress.NONE, new Cancellation());
        execute("delete from known");
        List<String> lines = Files.readAllLines(set.folder().resolve("RESTORE.md"));
        List<String> commands = lines.stream().filter(line -> line.startsWith(" ".repeat(7))).map(String::strip).toList();
        assertThat(commands).hasSize(10).contains("export NEW=\"$HOME/restored\"");
        Path home = Files.createDirectory(folder.resolve("home"));
        // Between looking and stopping, as a person would.
        List<String> script = commands.stream().map(command -> command.startsWith("pg_ctl stop")
                ? "psql -h \"$NEW\" -p 5432 -d postgres -U " + embedded.address().user() + " -Atc 'select count(*) from known' > \"$HOME/count\"\n" + command : command).toList();
        Files.write(folder.resolve("commands.sh"), Stream.concat(Stream.of("set -e", "export HOME='" + home + "'"), script.stream()).toList());
        assertThat(run(set.folder(), home, "bash", folder.resolve("commands.sh").toString())).as(Files.readString(folder.resolve("log"))).isZero();
        assertThat(Files.readString(home.resolve("count"))).isEqualTo("1000\n");
    }

    /** As the server's user, since a server does not run as root. */
    private int run(Path working, Path home, String... command) throws IOException, InterruptedException {
        boolean root = System.getProperty("user.name").equals("root");
        if (root) {
            new ProcessBuilder("chown", "-R", "postgres", folder.toString()).start().waitFor();
        }
        List<String> all = Stream.concat(root ? Stream.of("runuser", "-u", "postgres", "--") : Stream.<String>of(), Stream.of(command)).toList();
        ProcessBuilder builder = new ProcessBuilder(all).directory(working.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(Map.of("HOME", home.toString(), "PATH", embedded.binaries().bin() + ":" + System.getenv("PATH"),
                "PGPASSWORD", embedded.password().reveal(), "PGUSER", embedded.address().user()));
        return builder.start().waitFor();
    }

    @Test
    void aChangedByteInTheCopyIsFoundInDepthAndNamed() throws Exception {
        BackupSet set = backUp(Progress.NONE, new Cancellation());
        Path tar = folder.resolve("base.tar");
        assertThat(run(folder, folder, "bash", "-c", "zstd -dqc '" + set.folder().resolve("base/base.tar.zst") + "' > " + tar
                + " && printf 'X' | dd of=" + tar + " bs=1 conv=notrunc seek=$(grep -abo PG_VERSION " + tar + " | head -1 | cut -d: -f1 | awk '{print $1+512}') 2>/dev/null")).isZero();
        assertThatThrownBy(() -> dev.lifeboat.engine.postgres.base.BaseReader.read(Files.newInputStream(tar), java.io.OutputStream.nullOutputStream(), _ -> { }))
                .hasMessageContaining("PG_VERSION is not what the server read");
        byte[] whole = Files.readAllBytes(tar);
        for (int length : List.of(1_000, whole.length / 2, whole.length - 20_000)) {
            assertThatThrownBy(() -> dev.lifeboat.engine.postgres.base.BaseReader.read(new java.io.ByteArrayInputStream(whole, 0, length), java.io.OutputStream.nullOutputStream(), _ -> { }))
                    .as("cut at " + length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void trap21_tablespacesOutsideTheDataDirectoryAreRefusedAndNamed() throws Exception {
        Path elsewhere = embedded.folder().resolve("elsewhere");
        Files.createDirectory(elsewhere);
        if (System.getProperty("user.name").equals("root")) {
            new ProcessBuilder("chown", "postgres", elsewhere.toString()).start().waitFor();
        }
        execute("create tablespace fast location '" + elsewhere + "'");
        try {
            assertThatThrownBy(() -> backUp(Progress.NONE, new Cancellation())).isInstanceOf(Failure.PreflightFailed.class)
                    .hasMessageContaining("fast (" + elsewhere + ")");
            assertThat(ground.repository().list().sets()).isEmpty();
        } finally {
            execute("drop tablespace fast");
        }
    }

    @Test
    void aRoleThatMayNotReplicateIsToldWhatItNeeds() {
        execute("create role reader login password 'secret'");
        try {
            ground.passwords().store(embedded.address().host(), embedded.address().port(), "reader", new dev.lifeboat.engine.secret.Secret("secret"));
            var address = new dev.lifeboat.engine.stack.ServerAddress(embedded.address().host(), embedded.address().port(), "reader", "postgres", embedded.address().tls());
            var stack = new dev.lifeboat.engine.stack.Stack("shop", dev.lifeboat.engine.stack.Environment.DEVELOPMENT, address, List.of(), java.util.Optional.of(ground.toolFolder()));
            assertThatThrownBy(() -> new BaseBackup(new Tools(), ground.passwords(), ground.audit()).plan(stack, ground.repository(), BaseBackupPlan.Options.DEFAULT))
                    .isInstanceOf(Failure.PreflightFailed.class).hasMessage("The role \"reader\" may not copy the server.");
        } finally {
            execute("drop role reader");
        }
    }

    @Test
    void aCancelAndAKilledToolLeaveNothing() {
        execute("create table ballast as select i, repeat(md5(i::text), 20) from generate_series(1, 60000) i");
        Cancellation cancellation = new Cancellation();
        assertThatThrownBy(() -> backUp(new Probe("Copying the server", 0.3, cancellation::cancel), cancellation)).isInstanceOf(Failure.Cancelled.class);
        Probe killing = new Probe("Copying the server", 0.3, () -> ProcessHandle.current().descendants()
                .filter(child -> child.info().command().orElse("").endsWith("pg_basebackup")).forEach(ProcessHandle::destroyForcibly));
        assertThatThrownBy(() -> backUp(killing, new Cancellation())).isInstanceOf(Failure.ToolFailed.class).hasMessageStartingWith("pg_basebackup was killed (signal 9)");
        assertThat(killing.acted()).isTrue();
        assertThat(ground.repository().list().sets()).isEmpty();
        assertThat(ground.repository().list().orphans()).isEmpty();
        execute("drop table ballast");
    }
}
