package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.docker.ContainerRecipe;
import dev.lifeboat.engine.docker.StackRecipe;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.StackRecord;
import dev.lifeboat.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The same through Podman, which speaks Docker's API in its own way, with the labels of podman-compose. */
@Timeout(300)
class StackRecordingPodmanTest {

    @RegisterExtension static final TestEngine PODMAN = TestEngine.podman();

    @TempDir Path folder;

    @Test
    void whatPodmanSaysIsRecordedWithoutSecrets() throws Exception {
        Files.writeString(folder.resolve("docker-compose.yml"), "services:\n  backend:\n    image: lifeboat-test/postgres:17\n    environment:\n      API_TOKEN: xCANARYx\n");
        String volume = PODMAN.volume("files");
        String backend = PODMAN.start("backend", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-e", "API_TOKEN=xCANARYx", "-v", volume + ":/files", "--restart", "always",
                "--stop-timeout", "55", "--user", "0:0", "--label", "io.podman.compose.project=rec", "--label", "com.docker.compose.service=backend",
                "--label", "com.docker.compose.project.working_dir=" + folder, "--label", "com.docker.compose.project.config_files=docker-compose.yml");
        String worker = PODMAN.start("worker", TestEngine.BUSYBOX, "--label", "io.podman.compose.project=rec");
        PODMAN.run("exec", backend, "sh", "-c", "echo hello > /files/a");
        var ground = new DockerGround(PODMAN, folder);
        BackupSet set = ground.backUp(ground.stack(backend, List.of(), volume));
        assertThat(set.manifest().warnings()).isEmpty();
        StackRecord record = set.manifest().docker().orElseThrow().stack().orElseThrow();
        assertThat(record.product()).isEqualTo("Podman");
        assertThat(record.remarks()).isEmpty();
        assertThat(record.containers()).extracting(StackRecord.ContainerRecord::name).containsExactly(backend, worker);
        assertThat(record.containers().getFirst().imageId()).endsWith(PODMAN.run("inspect", "--format", "{{.Image}}", backend));
        assertThat(record.compose()).containsExactly(new StackRecord.ComposeRecord(folder + "/docker-compose.yml", Optional.of("stack/compose/docker-compose.yml"), false));
        ContainerRecipe recipe = Json.read(Files.readAllBytes(set.folder().resolve(record.member())), StackRecipe.class, Path.of("stack.json")).containers().getFirst();
        assertThat(recipe.restart().policy()).isEqualTo("always");
        assertThat(recipe.stopSeconds()).contains(55);
        assertThat(recipe.mounts()).contains(new ContainerRecipe.Mount("volume", volume, "/files", false));
        assertThat(recipe.environment()).containsEntry("API_TOKEN", Optional.empty()).containsEntry("PGDATA", Optional.of("/tmp/none"));
        try (var files = Files.walk(set.folder())) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".zst")).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("xCANARYx");
            }
        }
    }
}
