package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A {@link TemporaryCluster} to try a backup in. It has no network: only a Unix socket in a folder of its own, which nobody
 * else can enter. It archives nothing, replicates nowhere, starts no subscription and does not wait for the disk. What a
 * killed program left is stopped and deleted by the next start.
 */
public final class ScratchServer implements AutoCloseable {

    /** Of the folders' names, also of those for scratch servers elsewhere. */
    public static final String PREFIX = "lifeboat-scratch-";
    /** No role of a backed up server is called so: all of those can be made beside it. */
    public static final String USER = "lifeboat_scratch";
    public static final int PORT = 5432;
    /** For postgresql.conf; where it listens is not among them. */
    public static final List<String> SETTINGS = List.of("port = " + PORT, "unix_socket_permissions = 0700", "archive_mode = off",
            "max_wal_senders = 0", "wal_level = minimal", "max_logical_replication_workers = 0", "fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_wal_size = 2GB",
            "maintenance_work_mem = 128MB", "autovacuum = off", "logging_collector = off");

    private final TemporaryCluster cluster;

    private ScratchServer(TemporaryCluster cluster) {
        this.cluster = cluster;
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
        TemporaryCluster cluster = new TemporaryCluster(PREFIX, "scratch server", installation::tool);
        try {
            cancellation.check();
            cluster.run("initdb", "-D", cluster.data().toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
            List<String> lines = new ArrayList<>(SETTINGS);
            lines.add("listen_addresses = ''");
            lines.add("unix_socket_directories = '" + cluster.folder() + "'");
            cluster.configure(lines);
            cancellation.check();
            cluster.start();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return new ScratchServer(cluster);
    }

    /** Where it listens: the host is the socket's folder, as libpq takes it; the user is a superuser, without a password. */
    public ServerAddress address() {
        return new ServerAddress(folder().toString(), PORT, USER, "postgres", TlsMode.DISABLE);
    }

    public Server server() {
        return new Server(address(), passwords());
    }

    /** None. */
    public Passwords passwords() {
        return new Passwords(folder().resolve("no-passwords"), Map.of("HOME", folder().toString()));
    }

    /** Makes a folder for a tablespace. */
    public Path tablespace(String name) {
        try {
            Path made = Files.createTempDirectory(folder(), "tablespace-");
            cluster.own(made);
            return made;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make a folder for the tablespace " + name, e);
        }
    }

    /** Its folder. */
    public Path folder() {
        return cluster.folder();
    }

    @Override public void close() {
        cluster.close();
    }

    /** The folders of scratch servers whose program is gone. */
    public static List<Path> abandoned() {
        return TemporaryCluster.abandoned(PREFIX);
    }

    /** Stops and deletes the scratch servers of programs that were killed. */
    public static void removeAbandoned() {
        TemporaryCluster.removeAbandoned(PREFIX);
    }
}
