package dev.lifeboat.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Docker engine of a test's own, which it may kill: {@code containerd} and {@code dockerd} side by side, as a service
 * manager runs them, with the images of {@code src/test/docker/images.sh}. Without them, or without the rights, the test is
 * skipped. Everything in it is gone when this is closed.
 */
public final class OwnEngine implements AutoCloseable {

    private static final Path DOCKERD = Path.of("/usr/sbin/dockerd");
    private static final Path CONTAINERD = Path.of("/usr/bin/containerd");

    private final Path folder;
    private final Process containerd;
    private Process dockerd;

    private OwnEngine(Path folder, Process containerd) {
        this.folder = folder;
        this.containerd = containerd;
    }

    public static OwnEngine start() throws IOException, InterruptedException {
        assumeTrue(System.getenv("LIFEBOAT_TEST_DOCKER") != null, "LIFEBOAT_TEST_DOCKER is not set, so Docker is not to be used: see CONTRIBUTING.md");
        assumeTrue(System.getProperty("user.name").equals("root") && Files.isExecutable(DOCKERD) && Files.isExecutable(CONTAINERD),
                "an engine that may be killed is started as root, with Debian's docker.io");
        Path cache = Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse(System.getProperty("user.home") + "/.cache"), "lifeboat-test");
        assumeTrue(Files.exists(cache.resolve("lifeboat-test-postgres-17.tar")), "the images of the tests have not been made: src/test/docker/images.sh");
        Path folder = Files.createTempDirectory("lb-engine");
        Files.writeString(folder.resolve("containerd.toml"), """
                version = 2
                root = "%1$s/containerd"
                state = "%1$s/containerd-state"
                disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
                [grpc]
                  address = "%1$s/containerd.sock"
                """.formatted(folder));
        OwnEngine engine = new OwnEngine(folder, command(folder.resolve("containerd.log"), CONTAINERD.toString(), "--config", folder + "/containerd.toml"));
        try {
            engine.startAgain();
            engine.process("bash", "src/test/docker/images.sh", "docker", cache.toString());
            return engine;
        } catch (IOException | InterruptedException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private static Process command(Path log, String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    public URI address() {
        return URI.create("unix://" + folder + "/docker.sock");
    }

    /** Ends the engine as {@code kill -9} does. Its containers go on until it is started again, which stops them. */
    public void kill() throws InterruptedException {
        dockerd.destroyForcibly().waitFor();
    }

    /** Returns when it answers. */
    public void startAgain() throws IOException, InterruptedException {
        Files.deleteIfExists(folder.resolve("docker.pid"));
        dockerd = command(folder.resolve("docker.log"), DOCKERD.toString(), "--iptables=false", "--bridge=none", "--data-root", folder + "/data", "--exec-root", folder + "/exec",
                "--pidfile", folder + "/docker.pid", "--containerd", folder + "/containerd.sock", "-H", address().toString());
        for (int tries = 0; !answers(); tries++) {
            if (tries > 600 || !dockerd.isAlive()) {
                throw new IOException("dockerd does not start: " + Files.readString(folder.resolve("docker.log")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            run("version", "--format", "{{.Server.Version}}");
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** What the engine's client says. @throws IOException when it fails */
    public String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return process(command.toArray(String[]::new));
    }

    /** Starts a container that ends at once when it is to; its name. */
    public String start(String name, String image, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("run", "-d", "--name", name, "--network", "none", "--stop-signal", "KILL"));
        command.addAll(List.of(options));
        command.add(image);
        run(command.toArray(String[]::new));
        return name;
    }

    private String process(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", address().toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output.strip();
    }

    @Override public void close() throws IOException {
        try {
            if (dockerd != null && dockerd.isAlive()) {
                process("bash", "-c", "docker ps -aq | xargs -r docker rm -f -v");
                dockerd.destroy();
                dockerd.waitFor(20, TimeUnit.SECONDS);
            }
            containerd.destroy();
            containerd.waitFor(20, TimeUnit.SECONDS);
            // A container that was just being made when the engine was killed outlives both.
            ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(folder + "/containerd.sock"))
                    .forEach(shim -> shim.descendants().forEach(ProcessHandle::destroyForcibly));
            ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(folder + "/containerd.sock")).forEach(ProcessHandle::destroyForcibly);
            process("bash", "-c", "awk '{print $5}' /proc/self/mountinfo | grep '^" + folder + "/' | sort -r | xargs -r umount -l; rm -rf " + folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
