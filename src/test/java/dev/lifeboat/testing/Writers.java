package dev.lifeboat.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Clients that commit all the time, and remember what the server said it committed. Closing waits for their last commit. */
public final class Writers implements AutoCloseable {

    /** A commit that the server has acknowledged. @param from by the server's clock, before it @param at the same, after it */
    public record Commit(long id, Instant from, Instant at) {}

    /** Makes a connection. */
    @FunctionalInterface
    public interface Connecting {
        Connection connect() throws SQLException;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final List<Commit> commits = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;
    private volatile Throwable trouble;

    /** Begins to write rows of {@code bytes} bytes into a new table {@code load}. */
    public static Writers start(Connecting server, int clients, int bytes) throws SQLException {
        Writers writers = new Writers();
        try (Connection connection = server.connect()) {
            connection.createStatement().execute("create table load (id bigserial primary key, filler text)");
        }
        for (int i = 0; i < clients; i++) {
            writers.threads.add(Thread.ofPlatform().name("writer-" + i).start(() -> writers.write(server, bytes)));
        }
        return writers;
    }

    private void write(Connecting server, int bytes) {
        try (Connection connection = server.connect();
             PreparedStatement insert = connection.prepareStatement(
                     "insert into load (filler) select string_agg(md5(random()::text), '') from generate_series(1, ?) returning id");
             PreparedStatement time = connection.prepareStatement("select clock_timestamp()")) {
            insert.setInt(1, Math.max(1, bytes / 32));
            Instant from = now(time);
            while (!stopping) {
                long id;
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    id = row.getLong(1);
                }
                Instant after = now(time);
                commits.add(new Commit(id, from, after));
                from = after;
            }
        } catch (SQLException e) {
            if (!stopping) {
                trouble = e;
            }
        }
    }

    private static Instant now(PreparedStatement time) throws SQLException {
        try (ResultSet row = time.executeQuery()) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    public List<Commit> commits() {
        return List.copyOf(commits);
    }

    @Override
    public void close() {
        stopping = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (trouble != null) {
            throw new AssertionError("a writer failed", trouble);
        }
    }
}
