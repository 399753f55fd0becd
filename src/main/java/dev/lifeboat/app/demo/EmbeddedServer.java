package dev.lifeboat.app.demo;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.TemporaryCluster;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A PostgreSQL server of our own in a {@link TemporaryCluster}, on a free port of 127.0.0.1, with a random password: for the
 * demo and for tests. Its data is thrown away at the end, so it does not wait for the disk ({@code fsync = off}).
 *
 * <p>When this process is killed, the server lives on until the next {@link #removeAbandoned()}, which the start of every
 * embedded server calls. Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final String PREFIX = "lifeboat-server-";
    private static final String USER = "postgres";

    private final ServerBinaries binaries;
    private final TemporaryCluster cluster;
    private final int port;
    private final Secret password;

    private EmbeddedServer(ServerBinaries binaries, TemporaryCluster cluster, int port, Secret password) {
        this.binaries = binaries;
        this.cluster = cluster;
        this.port = port;
        this.password = password;
    }

    /**
     * Makes a new cluster and starts it; takes a few seconds.
     *
     * @param settings lines for postgresql.conf on top of ours
     * @throws Failure.ToolFailed when initdb or the server does not start, with the end of its output
     */
    public static EmbeddedServer start(ServerBinaries binaries, String... settings) {
        removeAbandoned();
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Secret password = new Secret(HexFormat.of().formatHex(random));
        TemporaryCluster cluster = new TemporaryCluster(PREFIX, "embedded server", binaries::program);
        try {
            EmbeddedServer server = new EmbeddedServer(binaries, cluster, freePort(), password);
            server.initialise(settings);
            server.start();
            return server;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        } catch (IOException e) {
            cluster.close();
            throw AtomicFile.failed("Could not make the embedded server", e);
        }
    }

    /** A new folder that {@link #removeAbandoned} deletes when this process was killed and did not do so itself. */
    static Path temporaryFolder() {
        return TemporaryCluster.temporaryFolder(PREFIX);
    }

    /** Where it listens; the user is a superuser. */
    public ServerAddress address() {
        return new ServerAddress("127.0.0.1", port, USER, "postgres", TlsMode.DISABLE);
    }

    public Secret password() {
        return password;
    }

    public ServerBinaries binaries() {
        return binaries;
    }

    /** Its folder: {@code data/} and {@code server.log}. */
    public Path folder() {
        return cluster.folder();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void initialise(String... settings) throws IOException {
        Path passwordFile = folder().resolve("password");
        AtomicFile.writePrivate(passwordFile, (password.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        cluster.own(passwordFile);
        cluster.run("initdb", "-D", cluster.data().toString(), "-U", USER, "-A", "scram-sha-256", "--pwfile=" + passwordFile,
                "-E", "UTF8", "--locale=" + (System.getProperty("os.name").equals("Linux") ? "C.UTF-8" : "C"), "--no-sync");
        Files.delete(passwordFile);
        List<String> lines = new ArrayList<>(List.of("listen_addresses = '127.0.0.1'", "port = " + port, "unix_socket_directories = ''",
                "fsync = off", "full_page_writes = off", "shared_buffers = 128MB", "max_wal_size = 2GB", "logging_collector = off"));
        lines.addAll(List.of(settings));
        cluster.configure(lines);
    }

    /** Starts the server again after {@link #stop}. */
    public void start() {
        cluster.start();
    }

    /** Stops the server without waiting for its clients: {@code fast} ends their transactions, {@code immediate} pulls the plug. */
    public void stop(String mode) {
        cluster.stop(mode);
    }

    /** Lets the server run on after this process; nobody cleans it up any more. */
    public void keep() {
        cluster.keep();
    }

    /** The command that stops a server which was kept, and deletes it. */
    public String stopCommand() {
        return String.join(" ", cluster.command("pg_ctl", "stop", "-m", "fast", "-D", cluster.data().toString())) + " && rm -r " + folder();
    }

    @Override
    public void close() {
        cluster.close();
    }

    /** Stops and deletes embedded servers whose program was killed. */
    static void removeAbandoned() {
        TemporaryCluster.removeAbandoned(PREFIX);
    }
}
