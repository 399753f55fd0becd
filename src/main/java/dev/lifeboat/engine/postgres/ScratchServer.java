package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A PostgreSQL cluster in a temporary folder to try a backup in. It has no network: only a Unix socket in a folder of its
 * own, which nobody else can enter. It archives nothing, replicates nowhere, starts no subscription and does not wait for
 * the disk. Closing it stops it and deletes all of it; what a killed program left is stopped and deleted by the next start.
 */
public final class ScratchServer implements AutoCloseable {

    private static final String PREFIX = "lifeboat-scratch-";
    private static final String OWNER = "owner.json";
    /** No role of a backed up server is called so: all of those can be made beside it. */
    private static final String USER = "lifeboat_scratch";
    private static final int PORT = 5432;
    private static final List<String> SETTINGS = List.of("listen_addresses = ''", "port = " + PORT, "unix_socket_permissions = 0700", "archive_mode = off",
            "max_wal_senders = 0", "wal_level = minimal", "max_logical_replication_workers = 0", "fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_wal_size = 2GB",
            "maintenance_work_mem = 128MB", "autovacuum = off", "logging_collector = off");

    private final Tools.Installation installation;
    private final Optional<UnprivilegedUser> runAs;
    private final Path folder;
    private final Thread atExit = new Thread(this::stopAndDelete, "scratch-postgres-stop");
    private boolean closed;

    private ScratchServer(Tools.Installation installation, Optional<UnprivilegedUser> runAs, Path folder) {
        this.installation = installation;
        this.runAs = runAs;
        this.folder = folder;
    }

    /**
     * Makes a new cluster and starts it; takes a few seconds.
     *
     * @param installation one that has a server
     * @throws Failure.ToolFailed when initdb or the server does not start, with the end of its output
     * @throws Failure.Cancelled  nothing is left then
     */
    public static ScratchServer start(Tools.Installation installation, Cancellation cancellation) {
        removeAbandoned();
        try {
            Path folder = Files.createTempDirectory(PREFIX);
            AtomicFile.write(folder.resolve(OWNER), Json.readable(ProcessIdentity.current()));
            Optional<UnprivilegedUser> runAs = UnprivilegedUser.ifRoot();
            ScratchServer server = new ScratchServer(installation, runAs, folder);
            Runtime.getRuntime().addShutdownHook(server.atExit);
            try {
                if (runAs.isPresent()) {
                    runAs.get().own(folder);
                }
                cancellation.check();
                server.initialise();
                cancellation.check();
                server.run("pg_ctl", "start", "-D", server.data().toString(), "-l", folder.resolve("server.log").toString(), "-w", "-t", "120");
            } catch (RuntimeException | IOException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make the folder of a scratch server", e);
        }
    }

    private void initialise() throws IOException {
        run("initdb", "-D", data().toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        List<String> lines = new ArrayList<>(SETTINGS);
        lines.add("unix_socket_directories = '" + folder + "'");
        Files.write(data().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    /** Where it listens: the host is the socket's folder, as libpq takes it; the user is a superuser, without a password. */
    public ServerAddress address() {
        return new ServerAddress(folder.toString(), PORT, USER, "postgres", TlsMode.DISABLE);
    }

    public Server server() {
        return new Server(address(), passwords());
    }

    /** None. */
    public Passwords passwords() {
        return new Passwords(folder.resolve("no-passwords"), Map.of("HOME", folder.toString()));
    }

    /** Makes a folder for a tablespace. */
    public Path tablespace(String name) {
        try {
            Path made = Files.createTempDirectory(folder, "tablespace-");
            if (runAs.isPresent()) {
                runAs.get().own(made);
            }
            return made;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make a folder for the tablespace " + name, e);
        }
    }

    /** Its folder. */
    public Path folder() {
        return folder;
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Override public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            return; // the program is ending: the hook does it, or has done so
        }
        stopAndDelete();
    }

    private synchronized void stopAndDelete() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted(); // it is stopped all the same
        try {
            if (Files.exists(data().resolve("postmaster.pid"))) {
                run("pg_ctl", "stop", "-D", data().toString(), "-m", "immediate", "-w", "-t", "120");
            }
            FolderTree.delete(folder);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The folders of scratch servers whose program is gone. */
    public static List<Path> abandoned() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> folders = Files.list(temporary)) {
            return folders.filter(path -> path.getFileName().toString().startsWith(PREFIX)).filter(ScratchServer::isAbandoned).toList();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not look for abandoned servers in " + temporary, e);
        }
    }

    private static boolean isAbandoned(Path folder) {
        Path owner = folder.resolve(OWNER);
        try {
            return Files.isReadable(owner) && Json.read(Files.readAllBytes(owner), ProcessIdentity.class, owner).isDead();
        } catch (IOException | Failure.BadInput _) {
            return false; // not ours to judge
        }
    }

    /** Stops and deletes the scratch servers of programs that were killed. */
    public static void removeAbandoned() {
        for (Path folder : abandoned()) {
            try {
                kill(folder.resolve("data/postmaster.pid"));
            } catch (IOException e) {
                throw AtomicFile.failed("Could not stop the abandoned server in " + folder, e);
            }
            FolderTree.delete(folder);
        }
    }

    private static void kill(Path pidFile) throws IOException {
        if (!Files.isReadable(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        Optional<ProcessHandle> server = ProcessHandle.of(pid).filter(process -> process.info().command().map(command -> command.contains("postgres")).orElse(false));
        if (server.isPresent()) {
            server.get().destroy();
            try {
                server.get().onExit().get(60, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("process " + pid + " does not end", e);
            }
        }
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(installation.tool(program).toString()));
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
                throw new Failure.ToolFailed(program + " of the scratch server ended with exit code " + exit + ".", tail(output) + tail(folder.resolve("server.log")), null,
                        "Its output is in the details.");
            }
        } catch (IOException e) {
            throw new Failure.ToolFailed("Could not run " + installation.tool(program) + ".", "", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while " + program + " of the scratch server ran.");
        }
    }

    private static String tail(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return "";
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())) + "\n";
    }
}
