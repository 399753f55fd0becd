package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.SetVolumes;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.restore.VolumeRestore;
import dev.lifeboat.engine.restore.VolumeRestorePlan;
import dev.lifeboat.engine.restore.VolumeRestoreReport;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class VolumeBackupTest {

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    private static String volume;
    private static String data;
    private static String server;

    @TempDir
    Path folder;

    @BeforeAll
    static void stack() throws Exception {
        volume = DOCKER.volume("files");
        data = DOCKER.volume("data");
        server = DOCKER.startPostgres("volumes", "-v", volume + ":/fixture", "-v", data + ":/var/lib/postgresql/data");
        new DockerGround(DOCKER, null).script(server, "/fixture", "every-kind-of-file.sh");
    }

    private DockerGround ground() {
        return new DockerGround(DOCKER, folder);
    }

    @Test
    void trap03_everyKindOfFileComesBackByTheCommandsOfTheInstructions() throws Exception {
        BackupSet set = ground().backUp(ground().stack(server, List.of(), volume));
        assertThat(set.manifest().kind()).isEqualTo(Kind.VOLUMES);
        assertThat(set.manifest().warnings()).isEmpty();
        VolumeRecord record = set.manifest().volumes().getFirst();
        assertThat(record.tar()).contains("GNU tar");
        // The root, 3 folders of a long path, the empty one, and 14 names in them.
        assertThat(record.files()).isEqualTo(19);
        assertThat(ground().repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).isEmpty();

        String restored = volume + "_restored";
        List<String> commands = Files.readAllLines(set.folder().resolve("RESTORE.md")).stream().filter(line -> line.startsWith(" ".repeat(7))).map(String::strip).toList();
        assertThat(commands).hasSize(6).contains("export IMAGE=postgres:17", "docker volume create " + restored);
        List<String> lines = new ArrayList<>(List.of("set -e"));
        commands.forEach(command -> lines.add(command.replace("postgres:17", TestEngine.POSTGRES)));
        ProcessBuilder builder = new ProcessBuilder("bash", Files.write(folder.resolve("commands.sh"), lines).toString())
                .directory(set.folder().toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("DOCKER_HOST", DOCKER.address().toString());
        DOCKER.removesVolume(restored);
        Process process = builder.start();
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
        String reader = DOCKER.start("reader", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", restored + ":/fixture");
        assertThat(ground().script(reader, "/fixture", "describe-files.sh")).isEqualTo(ground().script(server, "/fixture", "describe-files.sh"))
                .contains("user.note=74776f0a6c696e6573", "system.posix_acl_access=", "mode=104755", "owner=1234:5678", "holes=yes", "new\\x0aline", "981173106.1234567890");
    }

    @Test
    void trap38_aRestoreGoesIntoANewVolumeAndIsProvenByTheIndex() throws Exception {
        Stack stack = ground().stack(server, List.of(), volume);
        BackupSet set = ground().backUp(stack);
        VolumeRestore restore = new VolumeRestore(new AuditLog(folder.resolve("audit.jsonl")), dev.lifeboat.engine.secret.Unlock.NONE, folder.resolve("filling"), folder.resolve("replacing"));
        VolumeRestorePlan plan = restore.plan(set, stack, List.of());
        String made = plan.targets().getFirst().newName();
        DOCKER.removesVolume(made);
        assertThat(made).startsWith(volume + "_restored_");
        VolumeRestoreReport report = restore.run(plan, Progress.NONE, new Cancellation());
        assertThat(report.volumes()).containsExactly(new VolumeRestoreReport.Restored(volume, made, 19, true));
        String reader = DOCKER.start("restored", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", made + ":/fixture");
        assertThat(ground().script(reader, "/fixture", "describe-files.sh")).isEqualTo(ground().script(server, "/fixture", "describe-files.sh"));
        assertThat(ground().helpers()).isEmpty();
        // A second restore into the same name would mix both.
        assertThatThrownBy(() -> restore.run(plan, Progress.NONE, new Cancellation())).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void filesAreListedAndTakenOutOfTheSet() throws Exception {
        BackupSet set = ground().backUp(ground().stack(server, List.of(), volume));
        SetVolumes contents = new SetVolumes(set);
        VolumeRecord record = contents.volume(java.util.Optional.empty());
        List<FileEntry> files = contents.files(record, _ -> true, 0, 1000, new Cancellation());
        assertThat(files).hasSize(19).extracting(FileEntry::path).contains(".", "new\nline", "quo'te\"s and \\ back", "ünïcödé-日本");
        assertThat(files.stream().filter(file -> file.path().equals("hard")).findFirst().orElseThrow()).satisfies(hard -> {
            assertThat(hard.uid()).isEqualTo(1234);
            assertThat(hard.mtime()).isEqualTo("2001-02-03T04:05:06.123456789Z");
            // printf 'hello\n' | sha256sum
            assertThat(hard.sha256()).contains("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
        });
        assertThat(files.stream().filter(file -> file.path().startsWith("quo")).findFirst().orElseThrow().attributes()).containsEntry("xattr.user.note", "two\nlines");
        assertThat(files.stream().filter(file -> file.path().equals("-dash")).findFirst().orElseThrow().attributes()).containsKey("acl.access");
        assertThat(files.stream().filter(file -> file.path().equals("sparse")).findFirst().orElseThrow().size()).isEqualTo(20_000_000);
        assertThat(record.bytes()).isGreaterThan(20_000_000);
        assertThat(set.manifest().members().getFirst().rawBytes()).isLessThan(2_000_000);
        Path into = folder.resolve("taken");
        // Two names of one content, and one file deep down.
        assertThat(contents.extract(record, "plain", into, new Cancellation())).containsExactly(into.resolve("plain"));
        assertThat(into.resolve("plain")).hasContent("hello");
        assertThatThrownBy(() -> contents.extract(record, "plain", into, new Cancellation())).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> contents.extract(record, "no/such", into, new Cancellation())).isInstanceOf(Failure.NotFound.class);
        assertThat(contents.extract(record, ".", folder.resolve("all"), new Cancellation())).hasSize(10);
        assertThat(folder.resolve("all/hard")).hasContent("hello");
    }

    @Test
    void trap02_whatChangesDuringTheCopyFailsItAndIsNamed() throws Exception {
        String busy = DOCKER.volume("busy");
        String writer = DOCKER.start("writer", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", busy + ":/busy");
        Stack stack = ground().stack(server, List.of(), busy);
        // The first file is large and cannot be compressed: while it is read, something happens to the last one.
        for (var change : List.of(List.of("rm /busy/z", "z"), List.of("truncate -s 10 /busy/z", "z"), List.of("chmod 600 /busy/a", "a"))) {
            DOCKER.run("exec", writer, "sh", "-c", "head -c 8000000 /dev/urandom > /busy/a; head -c 8000000 /dev/urandom > /busy/z; chmod 644 /busy/a");
            var progress = new Interfering(2_000_000, () -> DOCKER.run("exec", writer, "sh", "-c", change.getFirst()));
            assertThatThrownBy(() -> ground().backUp(stack, progress, new Cancellation())).as(change.getFirst())
                    .isInstanceOfSatisfying(Failure.ToolFailed.class, failed -> assertThat(failed.getMessage()).contains("./" + change.getLast()));
        }
        assertThat(ground().repository().list().sets()).isEmpty();
        assertThat(ground().helpers()).isEmpty();
    }

    @Test
    void trap04_theContainersOfTheStackAnswerDuringACopy() throws Exception {
        String held = DOCKER.volume("held");
        String user = DOCKER.start("user", TestEngine.BUSYBOX, "-v", held + ":/held");
        DOCKER.run("exec", server, "true");
        String filler = DOCKER.start("filler", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", held + ":/held");
        DOCKER.run("exec", filler, "sh", "-c", "head -c 8000000 /dev/urandom > /held/a");
        List<String> answers = new ArrayList<>();
        // The copy stands still until both have answered.
        var progress = new Interfering(2_000_000, () -> {
            answers.add(DOCKER.run("inspect", "--format", "{{.State.Running}}", user));
            DOCKER.run("stop", "-t", "1", user);
            answers.add(DOCKER.run("inspect", "--format", "{{.State.Running}}", user));
        });
        ground().backUp(ground().stack(server, List.of(), held), progress, new Cancellation());
        assertThat(answers).containsExactly("true", "false");
    }

    @Test
    void trap05_aMissingVolumeIsAnErrorAndIsNotMade() throws Exception {
        String missing = DOCKER.volumeName("missing");
        String before = DOCKER.run("volume", "ls", "-q");
        assertThatThrownBy(() -> ground().backUp(ground().stack(server, List.of(), missing))).isInstanceOfSatisfying(Failure.NotFound.class,
                failed -> assertThat(failed.hints().getFirst()).contains(volume, data));
        ground().backUp(ground().stack(server, List.of(), volume));
        assertThat(DOCKER.run("volume", "ls", "-q").lines()).isSubsetOf(before.lines().toList());
    }

    @Test
    void trap05_theEmptyVolumeBesideComposesOwnIsRefused() throws Exception {
        String shortName = DOCKER.volumeName("functions_data");
        String own = DOCKER.volume("project_functions_data", "--label", "com.docker.compose.volume=" + shortName);
        DOCKER.start("composed", TestEngine.BUSYBOX, "-v", own + ":/app/functions");
        assertThat(ground().backup().plan(ground().stack(server, List.of(), shortName), ground().repository(), VolumeBackupPlan.Options.DEFAULT)
                .volumes().getFirst().name()).isEqualTo(own);
        DOCKER.run("volume", "create", shortName);
        assertThatThrownBy(() -> ground().backUp(ground().stack(server, List.of(), shortName)))
                .isInstanceOf(Failure.BadInput.class).hasMessageContaining(own);
    }

    @Test
    void trap05_aVolumeThatShrankIsWarnedOf() throws Exception {
        String shrinking = DOCKER.volume("shrinking");
        String user = DOCKER.start("shrinker", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", shrinking + ":/v");
        DOCKER.run("exec", user, "sh", "-c", "head -c 100000 /dev/urandom > /v/a");
        Stack stack = ground().stack(server, List.of(), shrinking);
        assertThat(ground().backUp(stack).manifest().warnings()).isEmpty();
        DOCKER.run("exec", user, "rm", "/v/a");
        assertThat(ground().backUp(stack).manifest().warnings()).hasSize(1).first().asString().contains("0 bytes of files; in the last set it had 97.7 KiB");
    }

    @Test
    void trap01_theDataOfARunningServerIsRefusedUnderLoad() throws Exception {
        DOCKER.run("exec", server, "psql", "-U", "postgres", "-h", "127.0.0.1", "-c", "create table if not exists load as select i from generate_series(1, 100000) i");
        assertThatThrownBy(() -> ground().backUp(ground().stack(server, List.of()), data)).isInstanceOfSatisfying(Failure.PreflightFailed.class,
                refused -> assertThat(refused.hints().getFirst()).contains("lifeboat backup database"));
        // Among the stack's volumes it is left out, and that is said.
        VolumeBackupPlan plan = ground().backup().plan(ground().stack(server, List.of(), volume, data), ground().repository(), VolumeBackupPlan.Options.DEFAULT);
        assertThat(plan.volumes()).extracting(VolumeBackupPlan.PlannedVolume::name).containsExactly(volume);
        assertThat(plan.leftOut()).containsOnlyKeys(data);
        assertThat(ground().repository().list().sets()).isEmpty();
    }

    @Test
    void trap01_onlyACleanlyStoppedServersDataIsAccepted() throws Exception {
        String own = DOCKER.volume("own");
        String mine = DOCKER.startPostgres("stopping", "-v", own + ":/var/lib/postgresql/data");
        DOCKER.run("kill", mine); // SIGKILL: its files are those of a crash
        Stack stack = ground().stack(server, List.of(), own);
        assertThatThrownBy(() -> ground().backUp(stack)).isInstanceOf(Failure.PreflightFailed.class).hasMessageContaining(own);
        DOCKER.run("start", mine);
        assertThatThrownBy(() -> ground().backUp(stack, own)).isInstanceOf(Failure.PreflightFailed.class);
        for (int tries = 0; !DOCKER.run("exec", mine, "sh", "-c", "pg_isready -h 127.0.0.1 || true").contains("accepting"); tries++) {
            assertThat(tries).isLessThan(200);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        DOCKER.run("stop", "-t", "60", mine);
        BackupSet set = ground().backUp(stack);
        assertThat(set.manifest().volumes().getFirst().files()).isGreaterThan(900);
    }

    @Test
    void trap03_busyBoxIsDetectedAndWhatItCannotKeepIsSaid() throws Exception {
        String small = DOCKER.volume("small");
        String user = DOCKER.start("busybox", TestEngine.BUSYBOX, "-v", small + ":/v");
        DOCKER.run("exec", user, "sh", "-c", "echo hello > /v/file");
        // The stack's server is no container of this engine, so that BusyBox is the only image of a user.
        BackupSet set = ground().backUp(ground().stack("elsewhere", List.of(), small));
        assertThat(set.manifest().volumes().getFirst().tar()).contains("busybox");
        assertThat(set.manifest().warnings()).hasSize(1).first().asString().contains("extended attributes");
        assertThat(set.manifest().volumes().getFirst().bytes()).isEqualTo(6);
    }

    @Test
    void aCancelLeavesNoHelperAndNoSet() throws Exception {
        var cancellation = new Cancellation();
        assertThatThrownBy(() -> ground().backUp(ground().stack(server, List.of(), volume), new Interfering(1, cancellation::cancel), cancellation))
                .isInstanceOf(Failure.Cancelled.class);
        assertThat(ground().repository().list().sets()).isEmpty();
        assertThat(ground().helpers()).isEmpty();
    }

    @Test
    void theHelperOfAProcessThatIsGoneIsRemovedAtTheNextBackup() throws Exception {
        String dead = "{\"host\":\"" + dev.lifeboat.engine.ProcessIdentity.localHost() + "\",\"pid\":2147483646,\"started\":null}";
        String left = DOCKER.start("left", TestEngine.BUSYBOX, "--label", "dev.lifeboat.helper=" + dead);
        ground().backUp(ground().stack(server, List.of(), volume));
        assertThat(DOCKER.run("ps", "-a", "--format", "{{.Names}}")).doesNotContain(left);
        assertThat(ground().helpers()).isEmpty();
    }

    /** Does something once so many bytes of a volume have gone by. */
    static final class Interfering implements Progress {

        @FunctionalInterface
        interface Doing {
            void run() throws Exception;
        }

        private final long at;
        private final Doing doing;
        private boolean copying;
        private boolean done;
        private long bytes;

        Interfering(long at, Doing doing) {
            this.at = at;
            this.doing = doing;
        }

        @Override public void phase(String name, long total, Unit unit) {
            copying = name.startsWith("Copying volume");
        }

        @Override public void advance(long amount) {
            bytes += copying ? amount : 0;
            if (bytes >= at && !done) {
                done = true;
                try {
                    doing.run();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override public void item(String name) {}

        @Override public void note(String line) {}
    }
}
