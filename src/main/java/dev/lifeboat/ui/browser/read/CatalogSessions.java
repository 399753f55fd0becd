package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Sessions for questions to the catalogs, kept after use: a server process that has answered before has the catalogs in
 * its own memory and answers a click at once, where a new one would have to log in and read them first. Thread-safe.
 */
final class CatalogSessions implements AutoCloseable {
    private static final int KEPT = 2;

    private final Server server;
    private final Losses losses;
    private final Duration limit;
    private final Map<String, BlockingQueue<Session>> idle = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param limit after which the server gives up on a statement */
    CatalogSessions(Server server, Duration limit, Losses losses) {
        this.losses = losses;
        this.server = server;
        this.limit = limit;
    }

    /** @throws Failure when the server cannot be reached or refuses, also when it was asked to stop */
    <T> T ask(String database, Cancellation cancellation, Function<Session, T> question) {
        cancellation.check();
        Session kept = shelf(database).poll();
        if (kept != null) {
            try {
                return use(kept, database, cancellation, question);
            } catch (Failure.ConnectionFailed _) {
                // The server was restarted since, or ended the session: a new one tells how it is now.
                cancellation.check();
                losses.lost();
            }
        }
        return use(connect(database), database, cancellation, question);
    }

    private Session connect(String database) {
        Session session = server.session(database);
        session.execute("set statement_timeout = '" + limit.toSeconds() + "s'; set default_transaction_read_only = on");
        return session;
    }

    private <T> T use(Session session, String database, Cancellation cancellation, Function<Session, T> question) {
        boolean good = false;
        try (var _ = cancellation.onCancel(session::cancel)) {
            T answer = question.apply(session);
            losses.answered();
            // A cancel on its way would stop whatever this session is asked next.
            good = !cancellation.isCancelled() && !closed;
            return answer;
        } finally {
            if (!good || !shelf(database).offer(session)) session.close();
        }
    }

    private BlockingQueue<Session> shelf(String database) {
        return idle.computeIfAbsent(database, _ -> new ArrayBlockingQueue<>(KEPT));
    }

    /** Closes what is kept; what is in use is closed after it. */
    @Override
    public void close() {
        closed = true;
        idle.values().forEach(shelf -> {
            for (Session session = shelf.poll(); session != null; session = shelf.poll()) session.close();
        });
    }
}
