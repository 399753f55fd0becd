package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A PostgreSQL cluster in a temporary folder: {@code data/}, {@code server.log} and whose it is. As root it runs as an
 * unprivileged user. Closing it, or the end of this program, stops it and deletes all of it; what a killed program left
 * goes with {@link #removeAbandoned}. Thread-safe.
 */
public final class TemporaryCluster implements AutoCloseable {

    /** Says which program a folder belongs to; one that is kept has none. */
    private static final String OWNER = "owner.json";
    private static final int TOLD_LINES = 20;

    private final String called;
    private final Function<String, Path> programs;
    private final Optional<UnprivilegedUser> runAs = UnprivilegedUser.ifRoot();
    private final Path folder;
    private final Thread atExit = new Thread(this::stopAndDelete, "temporary-postgres-stop");
    private boolean closed;

    /**
     * Its folder; there is no cluster in it yet: {@code initdb} comes next.
     *
     * @param prefix   of the folder's name
     * @param called   for people: "scratch server"
     * @param programs where the server's programs lie, by name
     */
    public TemporaryCluster(String prefix, String called, Function<String, Path> programs) {
        this.called = called;
        this.programs = programs;
        folder = temporaryFolder(prefix);
        Runtime.getRuntime().addShutdownHook(atExit);
        own(folder);
    }

    /** A new folder that {@link #removeAbandoned} deletes when this process was killed and did not do so itself. */
    public static Path temporaryFolder(String prefix) {
        try {
            Path folder = Files.createTempDirectory(prefix);
            AtomicFile.write(folder.resolve(OWNER), Json.readable(ProcessIdentity.current()));
            return folder;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make a temporary folder", e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Path data() {
        return folder.resolve("data");
    }

    /** Gives a file or folder to the user that the server runs as. */
    public void own(Path path) {
        try {
            if (runAs.isPresent()) {
                runAs.get().own(path);
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not give " + path + " to the user of the " + called, e);
        }
    }

    /** Lines for postgresql.conf, on top of what initdb wrote. */
    public void configure(List<String> lines) {
        try {
            Files.write(data().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not configure the " + called, e);
        }
    }

    public void start() {
        run("pg_ctl", "start", "-D", data().toString(), "-l", log().toString(), "-w", "-t", "120");
    }

    /** Without waiting for clients: {@code fast} ends their transactions, {@code immediate} pulls the plug. */
    public void stop(String mode) {
        run("pg_ctl", "stop", "-D", data().toString(), "-m", mode, "-w", "-t", "120");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    /** The words that run a program as the server's user. */
    public List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(programs.apply(program).toString()));
        command.addAll(List.of(arguments));
        return runAs.map(user -> user.command(command)).orElse(command);
    }

    /** @throws Failure.ToolFailed when it does not end well, with the end of its output */
    public void run(String program, String... arguments) {
        Path output = folder.resolve(program + ".log");
        try {
            // Into a file: the server inherits its starter's streams, and a pipe would never end.
            ProcessBuilder builder = new ProcessBuilder(command(program, arguments)).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            int exit = builder.start().waitFor();
            if (exit != 0) {
                throw new Failure.ToolFailed(program + " of the " + called + " ended with exit code " + exit + ".", tail(output) + tail(log()), null,
                        "Its output is in the details; the programs are in " + programs.apply(program).getParent() + ".");
            }
        } catch (IOException e) {
            throw new Failure.ToolFailed("Could not run " + programs.apply(program) + ".", "", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while " + program + " of the " + called + " ran.");
        }
    }

    private static String tail(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return "";
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size())) + "\n";
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

    @Override public void close() {
        removeHook();
        stopAndDelete();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            return; // the program is ending: the hook itself stops the server, or has done so
        }
    }

    private synchronized void stopAndDelete() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted(); // it is stopped all the same
        try {
            if (Files.exists(data().resolve("postmaster.pid"))) {
                stop("immediate");
            }
            FolderTree.delete(folder);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The folders of this prefix whose program is gone. */
    public static List<Path> abandoned(String prefix) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> folders = Files.list(temporary)) {
            return folders.filter(path -> path.getFileName().toString().startsWith(prefix)).filter(TemporaryCluster::isAbandoned).toList();
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

    /** Stops and deletes what programs that were killed left under this prefix. */
    public static void removeAbandoned(String prefix) {
        for (Path folder : abandoned(prefix)) {
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
                throw new IOException("the abandoned server " + pid + " does not stop", e);
            }
        }
    }
}
