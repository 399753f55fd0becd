package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts restored databases into the places of the present ones, all in one transaction: {@code ALTER DATABASE ... RENAME}
 * is transactional, so a kill at any moment leaves the old state or the new. Meanwhile a second session ends the
 * sessions of the databases, which come back and wait for the rename's lock.
 */
final class Swap {

    private static final int ATTEMPTS = 6;
    private static final String IN_USE = "55006";

    private final Server server;
    private final String neutralDatabase;
    private final List<RestorePlan.Target> targets;

    /** @param neutralDatabase one to connect to that is none of the targets */
    Swap(Server server, String neutralDatabase, List<RestorePlan.Target> targets) {
        this.server = server;
        this.neutralDatabase = neutralDatabase;
        this.targets = targets;
    }

    /**
     * A database to rename from, since nobody can rename the one he is in.
     * @throws Failure.ConnectionFailed when no other can be connected to
     */
    static String neutralDatabase(Server server, List<RestorePlan.Target> targets) {
        List<String> taken = targets.stream().map(RestorePlan.Target::database).toList();
        Failure.ConnectionFailed refused = new Failure.ConnectionFailed(Failure.Layer.DATABASE, "There is no database to swap the others from.", null);
        for (String candidate : Stream.of(server.address().maintenanceDatabase(), "postgres", "template1").distinct().filter(name -> !taken.contains(name)).toList()) {
            try (Session _ = server.session(candidate)) {
                return candidate;
            } catch (Failure.ConnectionFailed e) {
                refused = e;
            }
        }
        throw refused;
    }

    /**
     * @throws Failure.DatabaseError    nothing was renamed
     * @throws Failure.ConnectionFailed nothing was renamed, unless the message says that this could not be found out
     */
    void run() {
        List<String> renames = new ArrayList<>();
        for (RestorePlan.Target target : targets) {
            target.keptName().ifPresent(kept -> renames.add(rename(target.database(), kept)));
            renames.add(rename(target.asideName(), target.database()));
        }
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Failure> notEnded = new AtomicReference<>();
        try (Session renaming = server.session(neutralDatabase); Session ending = server.session(neutralDatabase)) {
            Thread ender = Thread.ofVirtual().name("swap-ends-sessions").start(() -> endSessions(ending, over, notEnded));
            try {
                renameAll(renaming, renames, notEnded);
            } finally {
                over.set(true);
                join(ender);
            }
        }
    }

    private static String rename(String from, String to) {
        return "ALTER DATABASE " + Sql.name(from) + " RENAME TO " + Sql.name(to);
    }

    private void renameAll(Session session, List<String> renames, AtomicReference<Failure> notEnded) {
        for (int attempt = 1; ; attempt++) {
            try {
                session.inTransaction(renames);
                return;
            } catch (Failure.DatabaseError e) {
                if (!e.sqlState().equals(IN_USE) || attempt == ATTEMPTS) {
                    String why = notEnded.get() == null ? e.getMessage() : e.getMessage() + " Its sessions could not be ended: " + notEnded.get().getMessage();
                    throw new Failure.DatabaseError(e.sqlState(), "The databases could not be swapped: " + why + " Nothing was renamed.", e,
                            copiesAreThere(), "Stop what uses the databases, then rename them by hand or restore again.");
                }
            } catch (Failure.ConnectionFailed e) {
                if (isDoneAfterAll(e)) {
                    return;
                }
                throw new Failure.ConnectionFailed(e.layer(), "The databases could not be swapped: " + e.getMessage() + " Nothing was renamed.", e,
                        copiesAreThere(), "Rename them by hand or restore again.");
            }
        }
    }

    /** The connection may break after the server has committed and before it could say so: then the names tell. */
    private boolean isDoneAfterAll(Failure.ConnectionFailed broken) {
        for (int attempt = 1; ; attempt++) {
            try (Session session = server.session(neutralDatabase)) {
                return !session.is("select true from pg_database where datname in (" + literals(targets.stream().map(RestorePlan.Target::asideName)) + ") limit 1");
            } catch (Failure.ConnectionFailed e) {
                if (attempt == ATTEMPTS || !pause(Duration.ofSeconds(5))) {
                    broken.addSuppressed(e);
                    throw new Failure.ConnectionFailed(e.layer(), "The server went away while the databases were swapped; all of them were, or none. " + e.getMessage(), broken,
                            "When the server is back and still has " + asideNames() + ", nothing was renamed: rename by hand or restore again.");
                }
            }
        }
    }

    private String copiesAreThere() {
        return "The restored copy is there: " + asideNames() + ".";
    }

    private String asideNames() {
        return targets.stream().map(RestorePlan.Target::asideName).collect(Collectors.joining(", "));
    }

    private static String literals(Stream<String> names) {
        return names.map(Sql::text).collect(Collectors.joining(", "));
    }

    /** @return whether the whole time has passed */
    private static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Each by itself, so that one that we may not end keeps no other. Autovacuum has no user, and gives way unasked. */
    private void endSessions(Session session, AtomicBoolean over, AtomicReference<Failure> notEnded) {
        String sessions = "select pid from pg_stat_activity where usesysid is not null and pid <> pg_backend_pid() and datname in ("
                + literals(targets.stream().flatMap(target -> Stream.of(target.database(), target.asideName()))) + ")";
        try {
            do {
                for (int pid : session.list(sessions, row -> row.getInt(1))) {
                    end(session, pid, notEnded);
                }
            } while (!over.get() && pause(Duration.ofMillis(50)));
        } catch (Failure e) {
            notEnded.set(e);
        }
    }

    /** What cannot be ended is told together with the rename that fails for it. */
    private static void end(Session session, int pid, AtomicReference<Failure> notEnded) {
        try {
            session.is("select pg_terminate_backend(" + pid + ")");
        } catch (Failure.DatabaseError e) {
            notEnded.set(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
