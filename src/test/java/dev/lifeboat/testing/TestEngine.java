package dev.lifeboat.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real Docker engine with the images that {@code src/test/docker/images.sh} makes:
 * {@code @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();}. It is the one that
 * {@code LIFEBOAT_TEST_DOCKER} names, a socket's path; {@code .ci/run} starts it. Without it the tests are skipped. Containers
 * and volumes that a test makes are removed after the class.
 */
public final class TestEngine implements BeforeAllCallback, AfterAllCallback {

    /** PostgreSQL 17 with the promises of the official image. */
    public static final String POSTGRES = "lifeboat-test/postgres:17";
    /** BusyBox: neither bash nor perl. */
    public static final String BUSYBOX = "lifeboat-test/busybox:1";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String client;
    private final String variable;
    private final List<String> containers = new ArrayList<>();
    private final List<String> volumes = new ArrayList<>();

    private TestEngine(String client, String variable) {
        this.client = client;
        this.variable = variable;
    }

    /** The Docker engine. */
    public static TestEngine docker() {
        return new TestEngine("docker", "LIFEBOAT_TEST_DOCKER");
    }

    /** Podman, which speaks Docker's API. */
    public static TestEngine podman() {
        return new TestEngine("podman", "LIFEBOAT_TEST_PODMAN");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(System.getenv(variable) != null, () -> variable + " names no socket of a " + client + " engine: see CONTRIBUTING.md");
        assumeTrue(Files.exists(Path.of(System.getenv(variable))), () -> variable + " names a socket that is not there");
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        for (String container : containers) {
            runOrEmpty("rm", "-f", "-v", container); // a test may have removed it
        }
        for (String volume : volumes) {
            run("volume", "rm", "-f", volume);
        }
    }

    /** Where the engine listens. */
    public URI address() {
        return URI.create("unix://" + System.getenv(variable));
    }

    /** A name for a volume that is removed after the class; nothing is made yet. */
    public String volumeName(String name) {
        String unique = name + "-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        volumes.add(unique);
        return unique;
    }

    /** A volume that a test has others make: removed after the class too. */
    public void removesVolume(String name) {
        volumes.add(name);
    }

    /** A new, empty volume. */
    public String volume(String name, String... options) throws Exception {
        String unique = volumeName(name);
        List<String> command = new ArrayList<>(List.of("volume", "create"));
        command.addAll(List.of(options));
        command.add(unique);
        run(command.toArray(String[]::new));
        return unique;
    }

    /** Starts a container without a network and returns its name. @param options of {@code docker run}, then nothing */
    public String start(String name, String image, String... options) throws Exception {
        String unique = name + "-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        List<String> command = new ArrayList<>(List.of("run", "-d", "--name", unique, "--network", "none"));
        // Where root may not raise limits, as in a container, Podman must not try to.
        if (client.equals("podman")) command.addAll(List.of("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096"));
        command.addAll(List.of(options));
        command.add(image);
        containers.add(unique);
        run(command.toArray(String[]::new));
        return unique;
    }

    /** A PostgreSQL server in a container, ready, that publishes no port. Password: {@code secret}. */
    public String startPostgres(String name, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-e", "POSTGRES_PASSWORD=secret"));
        all.addAll(List.of(options));
        String container = start(name, POSTGRES, all.toArray(String[]::new));
        for (int tries = 0; exitOf("exec", container, "pg_isready", "-h", "127.0.0.1") != 0; tries++) {
            if (tries > 300) throw new IOException("The server in " + container + " does not start: " + run("logs", container));
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return container;
    }

    /** What the engine's own client says. @throws IOException when it fails */
    public String run(String... arguments) throws IOException, InterruptedException {
        Process process = process(arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(client + " " + List.of(arguments) + ": " + output);
        return output.strip();
    }

    /** The same, and nothing when it fails: what is asked about may be gone. */
    public String runOrEmpty(String... arguments) throws IOException, InterruptedException {
        Process process = process(arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? output.strip() : "";
    }

    private int exitOf(String... arguments) throws IOException, InterruptedException {
        Process process = process(arguments);
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private Process process(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(client));
        if (client.equals("podman")) command.addAll(List.of("--url", address().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", address().toString());
        return builder.start();
    }

    /** Where the same engine listens with TLS: {@code LIFEBOAT_TEST_DOCKER_TLS}. Without it the test is skipped. */
    public URI addressWithTls() {
        String tls = System.getenv(variable + "_TLS");
        assumeTrue(tls != null, () -> variable + "_TLS names no address of a " + client + " engine with TLS: see CONTRIBUTING.md");
        return URI.create(tls);
    }

    /** What it is talked to with there: {@code LIFEBOAT_TEST_DOCKER_CERTIFICATES}. */
    public Path certificates() {
        return Path.of(System.getenv(variable + "_CERTIFICATES"));
    }
}
