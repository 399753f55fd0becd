package dev.lifeboat.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestEngine;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StackDiscoveryTest {
    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    private static FoundStack only(String container) {
        return new StackDiscovery(DOCKER.address(), Optional.empty()).find().stream()
                .filter(stack -> stack.server().host().equals(container)).findFirst().orElseThrow();
    }

    @Test
    void aComposeProjectIsFilledInAndCanBeConnectedTo() throws Exception {
        // A number behind it: the engine may have such a project of its own.
        String project = "Dart_Cloud.Backend" + ProcessHandle.current().pid();
        String server = DOCKER.startPostgres("dart_cloud_postgres", "--label", "com.docker.compose.project=" + project,
                "--label", "com.docker.compose.service=postgres", "-e", "POSTGRES_USER=cloud", "-e", "POSTGRES_DB=dart_cloud",
                "-v", "dart_cloud_data:/var/lib/postgresql/data");
        String backend = DOCKER.start("dart_cloud_backend", TestEngine.BUSYBOX, "--label", "com.docker.compose.project=" + project,
                "-v", "dart_cloud_functions:/app/functions", "-v", "dart_cloud_data:/peek:ro");
        DOCKER.start("stranger", TestEngine.BUSYBOX, "--label", "com.docker.compose.project=other");
        FoundStack found = only(server);
        assertThat(found.name()).isEqualTo("dart-cloud-backend" + ProcessHandle.current().pid());
        assertThat(found.server().user()).isEqualTo("cloud");
        assertThat(found.server().maintenanceDatabase()).isEqualTo("dart_cloud");
        assertThat(found.password()).contains(new Secret("secret"));
        assertThat(found.image()).isEqualTo(TestEngine.POSTGRES);
        assertThat(found.running()).isTrue();
        assertThat(found.storage()).contains("volume dart_cloud_data");
        assertThat(found.services()).containsExactly(backend);
        // The server's own volume is not among those to copy.
        assertThat(found.docker().volumes()).containsExactly(new DockerSide.StackVolume("dart_cloud_functions", "/app/functions"));
        assertThat(found.docker().services()).containsExactly(new DockerSide.StackService(backend, true));
        assertThat(found.warnings()).isEmpty();
        assertThat(new Stack(found.name(), Environment.DEVELOPMENT, found.server(), List.of(), Optional.empty()).problems()).isEmpty();
        try (Session session = new Server(found.server(), new Passwords(Path.of("/nonexistent"), Map.of("PGPASSWORD", "secret"))).session()) {
            assertThat(session.first("select current_user || '@' || current_database()", row -> row.getString(1))).contains("cloud@dart_cloud");
        }
    }

    @Test
    void trap06_dataOnAVolumeWithoutANameAndWhatElseIsWrongIsSaid() throws Exception {
        // The image declares a volume, so that without -v Docker makes one without a name.
        String anonymous = DOCKER.startPostgres("anonymous");
        assertThat(only(anonymous).warnings()).containsExactly(
                "Its data lies on a volume without a name, which is easily lost with the container: give it a named one.");
        DOCKER.run("kill", anonymous);
        assertThat(only(anonymous).running()).isFalse();
        assertThat(only(anonymous).warnings()).startsWith("The container does not run.");
        String elsewhere = DOCKER.startPostgres("elsewhere", "-e", "PGDATA=/srv/data");
        assertThat(only(elsewhere).storage()).isEmpty();
        assertThat(only(elsewhere).warnings()).containsExactly(
                "Its data lies in the container itself and is gone when the container is removed: give it a volume.");
    }

    @Test
    void twoServersOfOneProjectHaveTwoNames() throws Exception {
        String one = DOCKER.startPostgres("pair-a", "--label", "com.docker.compose.project=pair");
        String two = DOCKER.startPostgres("pair-b", "--label", "com.docker.compose.project=pair");
        assertThat(only(one).name()).isEqualTo("pair");
        assertThat(only(two).name()).isEqualTo(two);
    }

    @Test
    void withoutAnEngineItSaysSo() {
        assertThatThrownBy(() -> new StackDiscovery(URI.create("unix:///nonexistent/docker.sock"), Optional.empty()).find())
                .isInstanceOfSatisfying(Failure.ConnectionFailed.class, failed -> assertThat(failed.layer()).isEqualTo(Failure.Layer.DOCKER));
    }
}
