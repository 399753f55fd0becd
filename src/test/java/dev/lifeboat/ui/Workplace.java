package dev.lifeboat.ui;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Folders;
import dev.lifeboat.engine.backup.DatabaseBackupPlan.Options;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.backups.BackupJobs;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Tasks;
import dev.lifeboat.ui.replication.CopyJobs;
import dev.lifeboat.ui.replication.ReplicationModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole program in a folder of its own and a stack called shop on a real server, for tests of models and views.
 * Its two databases hold 3 customers and 2 orders, and 5 events.
 */
public final class Workplace implements AutoCloseable {
    private static final DateTimeFormatter ID_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final App app;
    private final Stack stack;

    private Workplace(Path home, Stack stack) {
        var environment = Map.of("LIFEBOAT_HOME", home.toString());
        app = new App(Folders.of(environment, "Linux", home), environment);
        this.stack = stack;
        app.stacks().save(stack);
    }

    /** With the databases made on {@code server}, which must have its tools. */
    public static Workplace on(TestServer server, Path home, Environment environment) throws SQLException {
        var shop = server.createDatabase("shop");
        var events = server.createDatabase("events");
        server.execute(shop, "create table customer (id int primary key, name text not null)",
                "insert into customer values (1, 'Ada'), (2, 'Grace'), (3, 'Edsger')",
                "create table purchase (id int primary key, customer_id int not null references customer)",
                "insert into purchase values (1, 1), (2, 3)");
        server.execute(events, "create table event (id int primary key generated always as identity, at timestamptz default now())",
                "insert into event (at) select now() from generate_series(1, 5)");
        var tools = Optional.of(server.tools().folder());
        var place = new Workplace(home, new Stack("shop", environment, server.address(), List.of(shop, events), tools));
        place.app.passwords().store(server.address().host(), server.address().port(), server.address().user(),
                server.embedded().password());
        return place;
    }

    /** With a stack whose server does not answer: nothing listens on its port. */
    public static Workplace withoutServer(Path home) {
        return new Workplace(home, new Stack("shop", Environment.PRODUCTION,
                new ServerAddress("127.0.0.1", 1, "postgres", "postgres", TlsMode.DISABLE), List.of("shop"), Optional.empty()));
    }

    /** With this stack, whatever it stands on. */
    public static Workplace with(Stack stack, Path home) {
        return new Workplace(home, stack);
    }

    public App app() {
        return app;
    }

    public Stack stack() {
        return stack;
    }

    public BackupJobs backupJobs() {
        return new BackupJobs(app.jobs(), app.backups(), app.provenVerification(), app::repository, app.keys(), app.audit(), formats());
    }

    /** What the replication view and the overview stand on. */
    public ReplicationModel replicationModel(Tasks tasks) {
        var copies = new CopyJobs(app.jobs(), app.replication(), app::repository, formats());
        return new ReplicationModel(app.destinations(), app.replication(), app::repository, copies, app.jobs(), app.audit(), tasks);
    }

    /** Takes a backup now, without a job. */
    public BackupSet backUp(String label) {
        var options = new Options(List.of(), Optional.of(label), Options.DEFAULT.zstdLevel());
        return app.databaseBackup().run(app.databaseBackup().plan(stack, app.repository(), options), Progress.NONE, new Cancellation());
    }

    /** The same set once more, as if it had been taken at another time and had taken so long. */
    public BackupSet backdate(BackupSet set, Instant at, long durationMillis) throws IOException {
        var id = ID_TIME.format(at) + "-shop-database";
        var folder = set.folder().resolveSibling(id);
        copy(set.folder(), folder);
        var file = folder.resolve("manifest.json");
        var text = Files.readString(file).replace(set.id(), id)
                .replace(set.manifest().startedAt().toString(), at.toString())
                .replaceAll("\"durationMillis\" : \\d+", "\"durationMillis\" : " + durationMillis);
        Files.writeString(file, text);
        var sums = folder.resolve("SHA256SUMS");
        Files.writeString(sums, Files.readString(sums).replaceAll("[0-9a-f]{64}(?=  manifest\\.json)", sha256(file)));
        return app.repository().find(id);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes a set away. */
    public void delete(BackupSet set) throws IOException {
        try (Stream<Path> files = Files.walk(set.folder())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    /** Flips one bit in the middle of the set's first dump. */
    public void damage(BackupSet set) throws IOException {
        var file = set.folder().resolve(set.manifest().databases().getFirst().member());
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    /** English, UTC, at {@link ViewTest#NOW}. */
    public static Formats formats() {
        return new Formats(Locale.US, Clock.fixed(ViewTest.NOW, ZoneOffset.UTC));
    }

    @Override
    public void close() {
        app.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }
}
