package dev.lifeboat.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.lifeboat.engine.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A Docker or Podman engine. The version of its API is agreed on when it is opened: engines of Debian 12 speak up to 1.41,
 * those from Docker 29 on no less than 1.44. Thread-safe; the caller closes it.
 */
public final class DockerEngine implements AutoCloseable {

    private static final int CONNECTIONS = 64;
    private static final String START = "{\"Detach\":false,\"Tty\":false}";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The newest version whose answers we know. */
    private static final RemoteApiVersion NEWEST = RemoteApiVersion.create(1, 44);

    private final URI address;
    private final Optional<SshTunnel> tunnel;
    private final DockerHttpClient http;
    private final DockerClientConfig config;
    private final DockerClient client;
    private final Version version;

    private DockerEngine(URI address, Optional<SshTunnel> tunnel, DockerHttpClient http, DockerClientConfig config, Version version) {
        this.address = address;
        this.tunnel = tunnel;
        this.http = http;
        this.config = config;
        this.client = DockerClientImpl.getInstance(config, http);
        this.version = version;
    }

    /**
     * @param certificates see {@link dev.lifeboat.engine.stack.ContainerAddress}
     * @throws Failure.ConnectionFailed when no engine answers there, or it lets us not in
     */
    public static DockerEngine open(URI address, Optional<Path> certificates) {
        Optional<SshTunnel> tunnel = SshTunnel.leadsTo(address) ? Optional.of(SshTunnel.open(address)) : Optional.empty();
        URI reached = tunnel.map(SshTunnel::local).orElse(address);
        DockerClientConfig plain = config(reached, certificates, RemoteApiVersion.UNKNOWN_VERSION);
        DockerHttpClient http = new ZerodepDockerHttpClient.Builder().dockerHost(plain.getDockerHost()).sslConfig(plain.getSSLConfig())
                .maxConnections(CONNECTIONS).connectionTimeout(PATIENCE).build();
        try {
            var answer = DockerClientImpl.getInstance(plain, http).versionCmd().exec();
            RemoteApiVersion offered = RemoteApiVersion.parseConfig(answer.getApiVersion());
            RemoteApiVersion agreed = offered.isGreater(NEWEST) ? NEWEST : offered;
            return new DockerEngine(address, tunnel, http, config(reached, certificates, agreed), answer);
        } catch (RuntimeException e) {
            close(http, tunnel);
            throw unreachable(address, tunnel, e);
        }
    }

    private static DockerClientConfig config(URI address, Optional<Path> certificates, RemoteApiVersion version) {
        return DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(address.toString()).withDockerContext("default")
                .withDockerTlsVerify(certificates.isPresent()).withDockerCertPath(certificates.map(Path::toString).orElse(null))
                .withApiVersion(version).build();
    }

    private static Failure.ConnectionFailed unreachable(URI address, Optional<SshTunnel> tunnel, Exception e) {
        String said = tunnel.flatMap(SshTunnel::complaint).map(text -> " ssh says: " + text).orElse("");
        return new Failure.ConnectionFailed(Failure.Layer.DOCKER, "No Docker engine answers at " + address + "." + said, e,
                "Check that the engine runs (docker info), and that this user may use it: for the socket, membership in its group.");
    }

    public URI address() {
        return address;
    }

    /** The engine's own version, such as "20.10.24". */
    public String version() {
        return version.getVersion();
    }

    /** "Docker" or "Podman". */
    public String product() {
        return Stream.ofNullable(version.getComponents()).flatMap(List::stream).anyMatch(part -> part.getName().startsWith("Podman")) ? "Podman" : "Docker";
    }

    /** What time it is there, by which its containers are dated. */
    Instant now() {
        return OffsetDateTime.parse(ask("*", docker -> docker.infoCmd().exec().getSystemTime())).toInstant();
    }

    /**
     * Makes sure that a container runs.
     *
     * @throws Failure.NotFound         when there is none of that name
     * @throws Failure.ConnectionFailed when it does not run
     */
    public void requireRunning(String container) {
        if (!Boolean.TRUE.equals(ask(container, docker -> docker.inspectContainerCmd(container).exec().getState().getRunning()))) {
            throw stopped(container, null);
        }
    }

    private static Failure.ConnectionFailed stopped(String container, Throwable causeOrNull) {
        return new Failure.ConnectionFailed(Failure.Layer.DOCKER, "The container \"" + container + "\" does not run.", causeOrNull,
                "Start it: docker start " + container);
    }

    /** Starts a program that was made ready with {@code execCreateCmd}, joined with its input and output. */
    EngineStream attachExec(String id) {
        try {
            SSLConfig tls = config.getSSLConfig();
            return EngineStream.post(tunnel.map(SshTunnel::local).orElse(address), tls == null ? Optional.empty() : Optional.of(tls.getSSLContext()),
                    "/" + config.getApiVersion().asWebPathPart() + "/exec/" + id + "/start", START.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | GeneralSecurityException e) {
            throw unreachable(address, tunnel, e);
        }
    }

    /** Asks the engine. @throws Failure saying what it refused */
    <T> T ask(String container, Function<DockerClient, T> question) {
        try {
            return question.apply(client);
        } catch (NotFoundException e) {
            throw new Failure.NotFound("There is no container \"" + container + "\" at " + address + ".", "docker ps --all lists them.");
        } catch (ConflictException e) {
            throw stopped(container, e);
        } catch (DockerException e) {
            throw new Failure.ConnectionFailed(Failure.Layer.DOCKER,
                    "The Docker engine at " + address + " refused (" + e.getHttpStatus() + ").", e, "Look into the engine's log.");
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException) {
                throw unreachable(address, tunnel, e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        close(http, tunnel);
    }

    private static void close(DockerHttpClient http, Optional<SshTunnel> tunnel) {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            tunnel.ifPresent(SshTunnel::close);
        }
    }
}
