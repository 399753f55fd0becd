package dev.lifeboat.app.demo;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.postgres.UnprivilegedUser;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of our own in a temporary folder, on a free port of 127.0.0.1, with a random password: for the
 * demo and for tests. Its data is thrown away at the end, so it does not wait for the disk ({@code fsync = off}).
 *
 * <p>As root it runs as an unprivileged user. When this process is killed, the server lives on until the next
 * {@link #removeAbandoned()}, which the start of every embedded server calls. Thread-safe.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final String PREFIX = "lifeboat-server-";
    private static final String USER = "postgres";
    /** Says which program a server belongs to; one that is kept has none. */
    private static final String OWNER = "owner.json";

    private final ServerBinaries binaries;
    private final Optional<UnprivilegedUser> runAs;
    private final Path folder;
    private final int port;
    private final Secret password;
    private final Thread atExit = new Thread(this::stopAndDelete, "embedded-postgres-stop");
    private boolean closed;

    private EmbeddedServer(ServerBinaries binaries, Optional<UnprivilegedUser> runAs, Path folder, int port, Secret password) {
        this.binaries = binaries;
        this.runAs = runAs;
        this.folder = folder;
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
        try {
            Path folder = temporaryFolder();
            Optional<UnprivilegedUser> runAs = UnprivilegedUser.ifRoot();
            if (runAs.isPresent()) {
                runAs.get().own(folder);
            }
            EmbeddedServer server = new EmbeddedServer(binaries, runAs, folder, freePort(), password);
            Runtime.getRuntime().addShutdownHook(server.atExit);
            try {
                server.initialise(settings);
                server.start();
            } catch (RuntimeException | IOException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make the embedded server's folder", e);
        }
    }

    /** A new folder that {@link #removeAbandoned} deletes when this process was killed and did not do so itself. */
    static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory(PREFIX);
            AtomicFile.write(folder.resolve(OWNER), Json.readable(ProcessIdentity.current()));
            return folder;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make a temporary folder", e);
        }
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
        return folder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void initialise(String... settings) throws IOException {
        Path passwordFile = folder.resolve("password");
        AtomicFile.writePrivate(passwordFile, (password.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        if (runAs.isPresent()) {
            runAs.get().own(passwordFile);
        }
        run("initdb", "-D", data().toString(), "-U", USER, "-A", "scram-sha-256", "--pwfile=" + passwordFile,
                "-E", "UTF8", "--locale=" + (System.getProperty("os.name").equals("Linux") ? "C.UTF-8" : "C"), "--no-sync");
        Files.delete(passwordFile);
        List<String> lines = new ArrayList<>(List.of("listen_addresses = '127.0.0.1'", "port = " + port, "unix_socket_directories = ''",
                "fsync = off", "full_page_writes = off", "shared_buffers = 128MB", "max_wal_size = 2GB", "logging_collector = off"));
        lines.addAll(List.of(settings));
        Files.write(data().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    /** Starts the server again after {@link #stop}. */
    public void start() {
        run("pg_ctl", "start", "-D", data().toString(), "-l", folder.resolve("server.log").toString(), "-w", "-t", "120");
    }

    /** Stops the server without waiting for its clients: {@code fast} ends their transactions, {@code immediate} pulls the plug. */
    public void stop(String mode) {
        run("pg_ctl", "stop", "-D", data().toString(), "-m", mode, "-w", "-t", "120");
    }

    /** Lets the server run on after this process; nobody cleans it up any more. */
    public synchronized void keep() {
        try {
            Files.deleteIfExists(folder.resolve(OWNER));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not keep the server in " + folder, e);
        }
        closed = true;
        removeHook();
    }

    /** The command that stops a server which was kept, and deletes it. */
    public String stopCommand() {
        List<String> stop = List.of(binaries.program("pg_ctl").toString(), "stop", "-m", "fast", "-D", data().toString());
        return String.join(" ", runAs.map(user -> user.command(stop)).orElse(stop)) + " && rm -r " + folder;
    }

    @Override
    public synchronized void close() {
        removeHook();
        stopAndDelete();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the program is ending: the hook itself stops the server, or has done so
        }
    }

    private synchronized void stopAndDelete() {
        if (closed) {
            return;
        }
        closed = true;
        if (Files.exists(data().resolve("postmaster.pid"))) {
            stop("immediate");
        }
        FolderTree.delete(folder);
    }

    /** Stops and deletes embedded servers whose program was killed. */
    static void removeAbandoned() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> folders = Files.list(temporary)) {
            for (Path folder : folders.filter(path -> path.getFileName().toString().startsWith(PREFIX)).toList()) {
                Path owner = folder.resolve(OWNER);
                if (Files.isReadable(owner) && Json.read(Files.readAllBytes(owner), ProcessIdentity.class, owner).isDead()) {
                    killServer(folder.resolve("data/postmaster.pid"));
                    FolderTree.delete(folder);
                }
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look for abandoned servers in " + temporary, e);
        }
    }

    private static void killServer(Path pidFile) throws IOException {
        if (!Files.isReadable(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        Optional<ProcessHandle> server = ProcessHandle.of(pid)
                .filter(process -> process.info().command().map(command -> command.contains("postgres")).orElse(false));
        if (server.isPresent()) {
            server.get().destroy();
            try {
                server.get().onExit().get(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                throw new IOException("the abandoned server " + pid + " does not stop", e);
            }
        }
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(binaries.program(program).toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve(program + ".log");
        try {
            // Into a file: the server inherits its starter's streams, and a pipe would never end.
            ProcessBuilder builder = new ProcessBuilder(runAs.map(user -> user.command(command)).orElse(command))
                    .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new Failure.ToolFailed(program + " of the embedded server ended with exit code " + exit + ".", tail(output) + tail(folder.resolve("server.log")), null,
                        "Its output is in the details; the programs are in " + binaries.bin() + ".");
            }
        } catch (IOException e) {
            throw new Failure.ToolFailed("Could not run " + binaries.program(program) + ".", "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while " + program + " of the embedded server ran.");
        }
    }

    private static String tail(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())) + "\n";
    }
}
