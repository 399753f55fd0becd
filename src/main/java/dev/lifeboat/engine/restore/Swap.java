package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Sql;
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
                            "The restored copy is there: " + targets.stream().map(RestorePlan.Target::asideName).collect(Collectors.joining(", ")) + ".",
                            "Stop what uses the databases, then rename them by hand or restore again.");
                }
            }
        }
    }

    private void endSessions(Session session, AtomicBoolean over, AtomicReference<Failure> notEnded) {
        String names = targets.stream().flatMap(target -> Stream.of(target.database(), target.asideName())).map(Sql::text).collect(Collectors.joining(", "));
        try {
            while (!over.get()) {
                session.list("select pg_terminate_backend(pid) from pg_stat_activity where datname in (" + names + ") and pid <> pg_backend_pid()", row -> row.getBoolean(1));
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Failure e) {
            notEnded.set(e); // told together with the rename that fails for it
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
