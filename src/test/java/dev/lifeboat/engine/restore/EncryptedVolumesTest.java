package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.backup.DockerGround;
import dev.lifeboat.engine.backup.VolumeBackupPlan;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted sets of volumes, by Lifeboat and by the commands of their own instructions. */
@Timeout(300)
class EncryptedVolumesTest {

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    @TempDir Path folder;
    private final Identity key = Identity.generate();
    private String volume;
    private Stack stack;

    @BeforeEach void fill() throws Exception {
        volume = DOCKER.volume("sealed");
        String user = DOCKER.start("sealed", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", volume + ":/v");
        DOCKER.run("exec", user, "sh", "-c", "echo hello > /v/a; ln /v/a /v/b; chown 70:70 /v/a");
        stack = ground().stack(user, List.of(), volume);
    }

    private DockerGround ground() {
        return new DockerGround(DOCKER, folder);
    }

    private BackupSet taken(Encryption encryption) {
        var options = new VolumeBackupPlan.Options(List.of(), Optional.empty(), 3, Optional.of(encryption));
        return ground().backup().run(ground().backup().plan(stack, ground().repository(), options), Progress.NONE, new Cancellation());
    }

    private void comesBackWith(BackupSet set, Unlock unlock) {
        assertThat(set.manifest().members()).allSatisfy(member -> assertThat(member.path()).endsWith(".age"));
        assertThat(ground().repository().verify(set, VerificationResult.Depth.DEEP, unlock, Progress.NONE, new Cancellation()).problems()).isEmpty();
        VolumeRestorePlan plan = restore(unlock).plan(set, stack, List.of());
        DOCKER.removesVolume(plan.targets().getFirst().newName());
        // The root and two names of one content.
        assertThat(restore(unlock).run(plan, Progress.NONE, new Cancellation()).volumes())
                .containsExactly(new VolumeRestoreReport.Restored(volume, plan.targets().getFirst().newName(), 3, true));
    }

    private VolumeRestore restore(Unlock unlock) {
        return new VolumeRestore(new AuditLog(folder.resolve("audit.jsonl")), unlock, folder.resolve("filling"), folder.resolve("replacing"));
    }

    @Test void keysOpenThemAndNothingElse() throws Exception {
        BackupSet set = taken(Encryption.to(List.of(Identity.generate().recipient(), key.recipient())));
        VolumeRestorePlan plan = restore(Unlock.NONE).plan(set, stack, List.of());
        DOCKER.removesVolume(plan.targets().getFirst().newName());
        assertThatThrownBy(() -> restore(Unlock.with(Identity.generate())).run(plan, Progress.NONE, new Cancellation())).isInstanceOf(Failure.KeyNeeded.class);
        assertThat(DOCKER.run("volume", "ls", "-q").lines()).doesNotContain(plan.targets().getFirst().newName());
        comesBackWith(set, Unlock.with(key));
    }

    @Test void aPassphraseOpensThem() {
        comesBackWith(taken(new Encryption.WithPassphrase(new Secret("correct horse"))), Unlock.withPassphrase(new Secret("correct horse")));
    }

    @Test void theCommandsOfTheInstructionsBringThemBack() throws Exception {
        for (String program : List.of("bash", "age", "zstd", "sha256sum", "docker")) {
            assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(entry -> Files.isExecutable(Path.of(entry, program))), program + " is not installed");
        }
        BackupSet set = taken(Encryption.to(List.of(key.recipient())));
        Files.writeString(folder.resolve("my key.txt"), key.secretKey().reveal() + "\n");
        List<String> lines = new ArrayList<>(List.of("set -e -o pipefail"));
        Files.readAllLines(set.folder().resolve("RESTORE.md")).stream().filter(line -> line.startsWith(" ".repeat(7))).map(String::strip)
                .map(command -> command.equals("export KEY=key.txt") ? "export KEY='" + folder.resolve("my key.txt") + "'" : command.replace("postgres:17", TestEngine.POSTGRES))
                .forEach(lines::add);
        // sums, key, image, volume, restore, look into the index, and at the stack
        assertThat(lines).hasSize(1 + 7);
        DOCKER.removesVolume(volume + "_restored");
        ProcessBuilder builder = new ProcessBuilder("bash", Files.write(folder.resolve("commands.sh"), lines).toString()).directory(set.folder().toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("DOCKER_HOST", DOCKER.address().toString());
        Process process = builder.start();
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
        String reader = DOCKER.start("reader", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", volume + "_restored:/v");
        assertThat(DOCKER.run("exec", reader, "sh", "-c", "cat /v/b; stat -c '%u:%g %h' /v/a")).isEqualTo("hello\n70:70 2");
    }
}
