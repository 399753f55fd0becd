package dev.lifeboat.orm;

import dev.lifeboat.orm.error.DatabaseException;
import dev.lifeboat.orm.error.MigrationFailed;
import dev.lifeboat.orm.error.MigrationRefused;
import dev.lifeboat.orm.error.MigrationRefused.Problem;
import dev.lifeboat.orm.error.MigrationRefused.Reason;
import dev.lifeboat.orm.error.SqlErrors;
import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.schema.Migration;
import dev.lifeboat.orm.schema.MigrationFile;
import dev.lifeboat.orm.schema.MigrationTable;
import dev.lifeboat.orm.schema.Script;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Versioned changes of a schema in plain SQL files, {@code V001__name.sql}, run once each in the order of their versions. Each
 * is one transaction, together with the row that remembers it; one whose first line is {@code -- no transaction} runs
 * statement by statement, as CREATE INDEX CONCURRENTLY needs. Two programs at once run each file once.
 *
 * <p>What was run is kept in the table {@code lifeboat_migrations} of the search path's first schema. Session settings that a
 * file makes end with it. Thread-safe.
 */
public final class Migrations {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private final Session session;
    private final Path folder;
    private final Duration patience;

    Migrations(Session session, Path folder) {
        this(session, folder, PATIENCE);
    }

    private Migrations(Session session, Path folder, Duration patience) {
        this.session = session;
        this.folder = folder;
        this.patience = patience;
    }

    private record Known(String name, String checksum, Migration.Run run) {}

    /** The same, waiting this long for another program that is at it; a minute otherwise. */
    public Migrations patience(Duration wait) {
        return new Migrations(session, folder, wait);
    }

    /** All migrations, run and waiting, by version. @throws MigrationRefused when the folder's files are not in order */
    public List<Migration> state() {
        List<MigrationFile> files = MigrationFile.in(folder);
        return on(connection -> {
            Map<Long, Migration> all = new TreeMap<>();
            files.forEach(file -> all.put(file.version(), new Migration(file.version(), file.name(), Optional.empty())));
            known(connection, table(connection)).forEach((version, known) ->
                    all.put(version, new Migration(version, known.name(), Optional.of(known.run()))));
            return List.copyOf(all.values());
        });
    }

    /** What {@link #run} would run now, in that order. Changes nothing. @throws MigrationRefused as that would */
    public List<MigrationFile> pending() {
        List<MigrationFile> files = MigrationFile.in(folder);
        return on(connection -> pending(files, known(connection, table(connection))));
    }

    /**
     * Runs what was not run yet.
     *
     * @return what was run now; empty when nothing was left to do
     * @throws MigrationRefused when a file that was run has changed or is gone, or a new one comes before it: nothing was run
     * @throws MigrationFailed  when a statement fails; the files before it stay run
     * @throws dev.lifeboat.orm.error.LockNotAvailable when another program is at it for longer than patience lasts
     */
    public List<MigrationFile> run() {
        if (session.isInTransaction()) {
            throw new IllegalStateException("migrations make their own transactions");
        }
        List<MigrationFile> files = MigrationFile.in(folder);
        return on(connection -> {
            SchemaLock lock = new SchemaLock(connection, patience);
            lock.forSession();
            try {
                return run(connection, files);
            } finally {
                lock.release();
            }
        });
    }

    private List<MigrationFile> run(Connection connection, List<MigrationFile> files) throws SQLException {
        MigrationTable table = table(connection);
        List<MigrationFile> pending = pending(files, known(connection, table));
        if (!pending.isEmpty()) {
            execute(connection, table.create());
        }
        for (MigrationFile file : pending) {
            run(connection, table, file);
        }
        return pending;
    }

    private void run(Connection connection, MigrationTable table, MigrationFile file) throws SQLException {
        long started = System.nanoTime();
        connection.setAutoCommit(!file.inTransaction());
        try {
            for (Script.Statement statement : file.statements()) {
                run(connection, file, statement);
            }
            remember(connection, table, file, Duration.ofNanos(System.nanoTime() - started));
            if (file.inTransaction()) {
                connection.commit();
            }
        } catch (SQLException | RuntimeException e) {
            undo(connection, e);
            throw e;
        } finally {
            leave(connection);
        }
    }

    private void run(Connection connection, MigrationFile file, Script.Statement statement) throws SQLException {
        long started = System.nanoTime();
        try {
            execute(connection, statement.text());
            session.tell(Sql.of(statement.text()), started, 0, false);
        } catch (SQLException e) {
            session.tell(Sql.of(statement.text()), started, 0, true);
            throw new MigrationFailed(file.file(), statement.line(), file.inTransaction(), SqlErrors.typed(e));
        }
    }

    private static void undo(Connection connection, Exception because) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** The connection is used again, so it goes on as it came. */
    private static void leave(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
            execute(connection, "reset role");
            execute(connection, "reset all");
        }
    }

    private static void remember(Connection connection, MigrationTable table, MigrationFile file, Duration took) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + table.sql() + " (version, name, checksum, took_millis) values (?, ?, ?, ?)")) {
            insert.setLong(1, file.version());
            insert.setString(2, file.name());
            insert.setString(3, file.checksum());
            insert.setLong(4, took.toMillis());
            insert.executeUpdate();
        }
    }

    private static List<MigrationFile> pending(List<MigrationFile> files, TreeMap<Long, Known> known) {
        Map<Long, Known> gone = new TreeMap<>(known);
        List<Problem> problems = new ArrayList<>();
        List<MigrationFile> pending = new ArrayList<>();
        for (MigrationFile file : files) {
            Known before = gone.remove(file.version());
            if (before == null) {
                pending.add(file);
                if (!known.isEmpty() && file.version() < known.lastKey()) {
                    problems.add(new Problem(Reason.OUT_OF_ORDER, file.file(), "it was not run, and version " + known.lastKey() + " was; give it a higher one"));
                }
            } else if (!before.checksum().equals(file.checksum())) {
                problems.add(new Problem(Reason.CHANGED, file.file(), "it was run on " + before.run().at() + " and has changed since; write a new one instead"));
            }
        }
        gone.forEach((version, lost) -> problems.add(new Problem(Reason.MISSING, "version " + version,
                "\"" + lost.name() + "\" was run on " + lost.run().at() + ", and its file is gone")));
        if (!problems.isEmpty()) {
            throw new MigrationRefused(problems);
        }
        return List.copyOf(pending);
    }

    private static MigrationTable table(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery("select pg_catalog.current_schema()")) {
            result.next();
            if (result.getString(1) == null) {
                throw new UnknownName("the search path holds no schema that exists");
            }
            return new MigrationTable(result.getString(1));
        }
    }

    private static TreeMap<Long, Known> known(Connection connection, MigrationTable table) throws SQLException {
        TreeMap<Long, Known> known = new TreeMap<>();
        try (PreparedStatement exists = connection.prepareStatement("select pg_catalog.to_regclass(?) is not null")) {
            exists.setString(1, table.sql());
            try (ResultSet result = exists.executeQuery()) {
                result.next();
                if (!result.getBoolean(1)) {
                    return known;
                }
            }
        }
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(
                "select version, name, checksum, applied_at, applied_by, took_millis from " + table.sql())) {
            while (row.next()) {
                known.put(row.getLong(1), new Known(row.getString(2), row.getString(3), new Migration.Run(
                        row.getObject(4, OffsetDateTime.class).toInstant(), row.getString(5), Duration.ofMillis(row.getLong(6)))));
            }
        }
        return known;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private <R> R on(Session.OnConnection<R> work) {
        return session.onConnection(work);
    }
}
