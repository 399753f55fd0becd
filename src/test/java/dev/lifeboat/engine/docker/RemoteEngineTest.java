package dev.lifeboat.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestEngine;
import dev.lifeboat.testing.TestSsh;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Engines on other hosts: by ssh, and by TCP with TLS and certificates on both sides. */
class RemoteEngineTest {
    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();
    @RegisterExtension static final TestSsh SSH = new TestSsh();

    private static final Passwords NONE = new Passwords(Path.of("/nonexistent"), Map.of());

    @TempDir static Path folder;
    private static String container;

    @BeforeAll
    static void server() throws Exception {
        container = DOCKER.startPostgres("remote");
    }

    private static URI bySsh() {
        return URI.create("ssh://" + SSH.authority() + DOCKER.address().getPath());
    }

    private static void isReached(ContainerAddress through) throws Exception {
        assertThat(through.problems()).isEmpty();
        var address = new ServerAddress(container, 5432, "postgres", "postgres", TlsMode.PREFER, Optional.of(through));
        try (Session session = new Server(address, NONE).session()) {
            assertThat(session.first("select length(repeat('x', 3000000))", row -> row.getInt(1))).contains(3_000_000);
        }
        // A program that reads to its end of input: both directions, one ended before the other.
        try (ContainerProgram sort = ContainerProgram.start(through, List.of("sort"), Map.of(), new Cancellation())) {
            sort.input().write("pear\napple\n".getBytes(StandardCharsets.US_ASCII));
            sort.input().close();
            assertThat(sort.output().readAllBytes()).asString().isEqualTo("apple\npear\n");
            assertThat(sort.await().status()).isZero();
        }
    }

    @Test
    void bySshAServerInItsContainerIsReached() throws Exception {
        isReached(new ContainerAddress(bySsh(), Optional.empty(), container));
    }

    @Test
    void nothingOfSshIsLeftWhenTheEngineIsClosed() throws Exception {
        long before = ours();
        try (DockerEngine engine = DockerEngine.open(bySsh(), Optional.empty())) {
            engine.requireRunning(container);
            assertThat(ours()).isEqualTo(before + 1);
        }
        for (int tries = 0; ours() > before && tries < 100; tries++) TimeUnit.MILLISECONDS.sleep(50);
        assertThat(ours()).isEqualTo(before);
    }

    private static long ours() {
        return ProcessHandle.current().children().filter(child -> child.info().command().orElse("").endsWith("/ssh")).count();
    }

    @Test
    void whatKeepsSshFromTheEngineIsNamed() throws Exception {
        assertThatThrownBy(() -> DockerEngine.open(URI.create("ssh://" + SSH.authority() + "/run/no-engine.sock"), Optional.empty()))
                .isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("No Docker engine answers at ssh://").hasMessageContaining("open failed");
        assertThatThrownBy(() -> DockerEngine.open(URI.create("ssh://127.0.0.1:1"), Optional.empty()))
                .isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("Connection refused");
        SSH.forgetHostKey();
        try {
            assertThatThrownBy(() -> DockerEngine.open(bySsh(), Optional.empty()))
                    .isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("Host key verification failed");
        } finally {
            SSH.knowHostKey();
        }
    }

    @Test
    void aPasswordOrAStrangeSocketInTheAddressIsRefused() {
        for (String address : List.of("ssh://op:secret@host", "ssh:///run/docker.sock", "ssh://-oProxyCommand=x", "ssh://host/a:b")) {
            assertThat(new ContainerAddress(URI.create(address), Optional.empty(), "db").problems()).as(address).hasSize(1);
        }
    }

    @Test
    void byTcpWithTlsAServerInItsContainerIsReached() throws Exception {
        isReached(new ContainerAddress(DOCKER.addressWithTls(), Optional.of(DOCKER.certificates()), container));
    }

    @Test
    void anEngineWhoseCertificateIsFromAnotherAuthorityIsNotTalkedTo() throws Exception {
        Process made = new ProcessBuilder("src/test/docker/certificates.sh", folder.toString()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(made.waitFor()).isZero();
        assertThatThrownBy(() -> DockerEngine.open(DOCKER.addressWithTls(), Optional.of(folder)))
                .isInstanceOf(Failure.ConnectionFailed.class).hasStackTraceContaining("PKIX path validation failed");
    }
}
