package dev.lifeboat.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The second engine that speaks Docker's API. */
class ThroughPodmanTest {
    @RegisterExtension static final TestEngine PODMAN = TestEngine.podman();

    @Test
    void aServerInAContainerOfPodmanIsReached() throws Exception {
        String container = PODMAN.startPostgres("podman");
        var through = new ContainerAddress(PODMAN.address(), Optional.empty(), container);
        var address = new ServerAddress(container, 5432, "postgres", "postgres", TlsMode.PREFER, Optional.of(through));
        try (Session session = new Server(address, new Passwords(Path.of("/nonexistent"), Map.of())).session()) {
            assertThat(session.is("select inet_server_addr() = '127.0.0.1'")).isTrue();
            assertThat(session.first("select repeat('x', 5000000)", row -> row.getString(1)).orElseThrow()).hasSize(5_000_000);
        }
    }
}
