package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.testing.TestEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The same through Podman, which speaks Docker's API in its own way. */
@Timeout(300)
class VolumeBackupPodmanTest {

    @RegisterExtension static final TestEngine PODMAN = TestEngine.podman();

    @TempDir
    Path folder;

    @Test
    void aVolumeIsCopiedAndAMissingOneIsNotMade() throws Exception {
        String volume = PODMAN.volume("files");
        String user = PODMAN.start("user", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", volume + ":/files");
        PODMAN.run("exec", user, "sh", "-c", "echo hello > /files/a; ln /files/a /files/b; chown 70:70 /files/a");
        var ground = new DockerGround(PODMAN, folder);
        BackupSet set = ground.backUp(ground.stack(user, List.of(), volume));
        assertThat(set.manifest().volumes().getFirst().files()).isEqualTo(3);
        assertThat(set.manifest().volumes().getFirst().bytes()).isEqualTo(6);
        assertThat(set.manifest().warnings()).isEmpty();
        String before = PODMAN.run("volume", "ls", "-q");
        assertThatThrownBy(() -> ground.backUp(ground.stack(user, List.of(), "no-such-volume"))).isInstanceOf(Failure.NotFound.class);
        assertThat(PODMAN.run("volume", "ls", "-q")).isEqualTo(before);
        assertThat(ground.helpers()).isEmpty();
    }
}
