package dev.lifeboat.app.demo;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Folders;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.PoolSettings;
import dev.lifeboat.orm.error.DatabaseException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A stack to try things on: an embedded server with ContainerPub's two databases and sample data. Everything of it
 * lies in one temporary folder that is deleted at the end. Thread-safe.
 */
public final class DemoStack implements AutoCloseable {

    /** The name of the stack. */
    public static final String NAME = "demo";
    /** ContainerPub's main database. */
    public static final String MAIN = "dart_cloud";
    /** The database that ContainerPub's functions keep their own data in. */
    public static final String FUNCTIONS = "functions_db";

    /** Any number will do, as long as it stays: the demo looks the same each time. */
    private static final long SEED = 1;

    private final EmbeddedServer server;
    private final Stack stack;
    private final long startMillis;

    private DemoStack(EmbeddedServer server, long startMillis) {
        this.server = server;
        this.startMillis = startMillis;
        // The tools beside the server are certain to fit; without any, the search names the places it looked at.
        Optional<Path> tools = server.binaries().hasTools() ? Optional.of(server.binaries().bin()) : Optional.empty();
        stack = new Stack(NAME, Environment.DEVELOPMENT, server.address(), List.of(MAIN, FUNCTIONS), tools);
    }

    /**
     * Starts the server; its databases are made by {@link #fill}. Needs no pg_dump.
     *
     * @throws Failure.ToolMissing when there is no server to start
     * @throws Failure.ToolFailed  when it does not start
     */
    public static DemoStack start(Tools tools) {
        long began = System.nanoTime();
        EmbeddedServer server = EmbeddedServer.start(ServerBinaries.find(tools));
        return new DemoStack(server, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    /**
     * Makes both databases, their tables and the sample data; what was there of an earlier attempt goes. Takes some seconds.
     *
     * @throws Failure.DatabaseError when the server refuses something
     */
    public void fill(Progress progress, Cancellation cancellation) {
        SampleData data = new SampleData(SEED, progress);
        progress.phase("Filling the demo databases", SampleData.ROWS, Unit.ROWS);
        fill(MAIN, data::fillMain, progress);
        cancellation.check();
        fill(FUNCTIONS, data::fillFunctions, progress);
    }

    private void fill(String database, Consumer<Db> filling, Progress progress) {
        progress.item(database);
        try {
            try (Db maintenance = connect(server.address().maintenanceDatabase())) {
                maintenance.sql("drop database if exists " + Sql.name(database) + " with (force)").run();
                maintenance.sql("create database " + Sql.name(database)).run();
            }
            try (Db db = connect(database)) {
                filling.accept(db);
            }
        } catch (DatabaseException e) {
            throw new Failure.DatabaseError(e.sqlState(), "Could not fill the demo database " + database + ": " + e.getMessage(), e,
                    "The server's log is " + server.folder().resolve("server.log") + ".");
        }
    }

    private Db connect(String database) {
        ServerAddress address = server.address();
        return Db.pooled(new PoolSettings("jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + database, address.user(),
                server.password().reveal(), 1, Duration.ofSeconds(10), Map.of()));
    }

    /** How long the server took to start. */
    long startMillis() {
        return startMillis;
    }

    public Stack stack() {
        return stack;
    }

    public ServerAddress address() {
        return server.address();
    }

    /** Where the server's log, and what {@link #ownApp} keeps, lie. */
    public Path folder() {
        return server.folder();
    }

    /**
     * A program of the demo's own: what is added to it, its backup sets and its history lie in {@link #home} and vanish
     * with it; the person's own configuration is not touched.
     */
    public App ownApp(Map<String, String> environment, Tools tools) {
        return new App(Folders.of(Map.of("LIFEBOAT_HOME", home().toString()), "", home()), environment, tools);
    }

    /** What {@code LIFEBOAT_HOME} must be to look at the demo with other commands. */
    public Path home() {
        return server.folder().resolve("lifeboat");
    }

    /** Makes the stack known to {@code app}, until {@link #removeFrom}. */
    public void addTo(App app) {
        ServerAddress address = server.address();
        app.passwords().store(address.host(), address.port(), address.user(), server.password());
        app.stacks().save(stack);
    }

    /** Undoes {@link #addTo}. */
    public void removeFrom(App app) {
        ServerAddress address = server.address();
        app.stacks().remove(NAME);
        app.passwords().remove(address.host(), address.port(), address.user());
    }

    /** Lets the server run on after this process. */
    public void keep() {
        server.keep();
    }

    /** The command that ends a demo that was kept, and deletes it. */
    public String stopCommand() {
        return server.stopCommand();
    }

    /** Stops the server and deletes everything. */
    @Override public void close() {
        server.close();
    }
}
