package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The socket of an engine on another host, brought to this one by the system's own {@code ssh}, with its configuration,
 * agent and known hosts: {@code ssh://user@host:port/path/of.sock}. Nothing is asked: a host whose key is not known, or a
 * key with a passphrase and no agent, is a failure that says so. Thread-safe.
 *
 * <p>On the other host {@code cat} runs, which ends with the connection, and the connection ends with this process, also
 * when that is killed: its input is a pipe of ours. Source: OpenSSH manual, ssh(1), {@code -L}.
 */
final class SshTunnel implements AutoCloseable {

    private static final String USUAL_SOCKET = "/var/run/docker.sock";
    private static final int PATIENCE_SECONDS = 30;
    private static final int KEPT = 4096;
    /** Says that the way is open; then waits for the end of its input. */
    private static final String THERE = "echo; exec cat";

    private final Path folder;
    private final Path socket;
    private final Process ssh;
    private final ByteArrayOutputStream complaint = new ByteArrayOutputStream();

    private SshTunnel(Path folder, Path socket, Process ssh) {
        this.folder = folder;
        this.socket = socket;
        this.ssh = ssh;
    }

    /** Whether an engine is reached this way. */
    static boolean leadsTo(URI engine) {
        return "ssh".equalsIgnoreCase(engine.getScheme());
    }

    /**
     * Connects, and returns when the socket here leads there.
     * @param engine one without {@link dev.lifeboat.engine.stack.ContainerAddress#problems}
     * @throws Failure.ConnectionFailed with what ssh said
     */
    static SshTunnel open(URI engine) {
        try {
            Path folder = Files.createTempDirectory("lb-ssh");
            try {
                Path socket = folder.resolve("engine.sock");
                var tunnel = new SshTunnel(folder, socket, new ProcessBuilder(command(engine, socket)).start());
                try {
                    tunnel.awaitOpen(engine);
                    return tunnel;
                } catch (RuntimeException e) {
                    tunnel.end();
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                FolderTree.delete(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new Failure.ConnectionFailed(Failure.Layer.DOCKER, "ssh, which " + engine + " needs, could not be started.", e, "Install OpenSSH's client.");
        }
    }

    private static List<String> command(URI engine, Path socket) {
        List<String> command = new ArrayList<>(List.of("ssh", "-T", "-o", "BatchMode=yes", "-o", "ExitOnForwardFailure=yes", "-o", "ConnectTimeout=10",
                "-o", "ServerAliveInterval=15", "-o", "ControlPath=none"));
        Optional.ofNullable(System.getProperty("lifeboat.ssh.config")).ifPresent(file -> command.addAll(List.of("-F", file)));
        Optional.ofNullable(engine.getUserInfo()).ifPresent(user -> command.addAll(List.of("-l", user)));
        if (engine.getPort() > 0) {
            command.addAll(List.of("-p", Integer.toString(engine.getPort())));
        }
        String there = engine.getPath() == null || engine.getPath().isEmpty() ? USUAL_SOCKET : engine.getPath();
        command.addAll(List.of("-L", socket + ":" + there, "--", engine.getHost(), THERE));
        return command;
    }

    private void awaitOpen(URI engine) {
        Thread.ofVirtual().name("ssh-stderr").start(this::keepComplaints);
        var firstByte = new CompletableFuture<Integer>();
        Thread.ofVirtual().name("ssh-stdout").start(() -> {
            try {
                firstByte.complete(ssh.getInputStream().read());
            } catch (IOException e) {
                firstByte.completeExceptionally(e);
            }
        });
        try {
            if (firstByte.get(PATIENCE_SECONDS, TimeUnit.SECONDS) >= 0) {
                return;
            }
            ssh.waitFor(1, TimeUnit.SECONDS);
            throw failed(engine, null);
        } catch (ExecutionException | TimeoutException e) {
            throw failed(engine, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while connecting to " + engine + ".");
        }
    }

    private Failure.ConnectionFailed failed(URI engine, Throwable causeOrNull) {
        String said = complaint().map(text -> " ssh says: " + text).orElse("");
        return new Failure.ConnectionFailed(Failure.Layer.DOCKER, "ssh did not reach the host of " + engine + "." + said, causeOrNull,
                "Try it by hand: ssh " + engine.getHost() + " true. It must ask for nothing: the host's key must be known, and your key in the agent or without a passphrase.");
    }

    /** The end of what ssh complained about, on one line: also that the socket there cannot be opened. */
    Optional<String> complaint() {
        synchronized (complaint) {
            return Optional.of(complaint.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ")).filter(text -> !text.isEmpty());
        }
    }

    private void keepComplaints() {
        byte[] some = new byte[KEPT];
        try (InputStream errors = ssh.getErrorStream()) {
            for (int length = errors.read(some); length >= 0; length = errors.read(some)) {
                synchronized (complaint) {
                    if (complaint.size() > KEPT) {
                        complaint.reset();
                    }
                    complaint.write(some, 0, length);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the pipe of a living process: nobody expects it, the log shall have it
        }
    }

    /** The socket here. */
    URI local() {
        return URI.create("unix://" + socket);
    }

    private void end() {
        ssh.destroy();
        try {
            if (!ssh.waitFor(2, TimeUnit.SECONDS)) {
                ssh.destroyForcibly();
            }
        } catch (InterruptedException e) {
            ssh.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends ssh, and with it what goes through it. */
    @Override
    public void close() {
        end();
        FolderTree.delete(folder);
    }
}
