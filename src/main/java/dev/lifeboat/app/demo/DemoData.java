package dev.lifeboat.app.demo;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Sql;
import java.util.ArrayList;
import java.util.List;

/** Looks into the demo's databases, and destroys things in them. Every destruction is looked at afterwards. */
final class DemoData {

    private static final String GONE = "gone";

    private final Server server;

    DemoData(Server server) {
        this.server = server;
    }

    /** Every table with its rows, counted. */
    List<DemoStep.TableRows> rows(String... databases) {
        List<DemoStep.TableRows> rows = new ArrayList<>();
        for (String database : databases) {
            try (Session session = server.session(database)) {
                for (String table : session.list("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname", row -> row.getString(1))) {
                    rows.add(new DemoStep.TableRows(database, table, count(session, table)));
                }
            }
        }
        return rows;
    }

    DemoStep.Loss dropTable(String database, String table) {
        try (Session session = server.session(database)) {
            long before = count(session, table);
            session.execute("drop table " + Sql.name(table) + " cascade");
            boolean there = session.is("select to_regclass(?) is not null", "public." + Sql.name(table));
            return loss("table " + database + "." + table, before, "dropped", there ? "still there" : GONE, !there);
        }
    }

    DemoStep.Loss emptyTable(String database, String table) {
        try (Session session = server.session(database)) {
            long before = count(session, table);
            session.execute("truncate " + Sql.name(table));
            long left = count(session, table);
            return loss("table " + database + "." + table, before, "emptied", left + " rows", left == 0);
        }
    }

    DemoStep.Loss deleteDatabase(String database) {
        long before = rows(database).stream().mapToLong(DemoStep.TableRows::rows).sum();
        try (Session session = server.session()) {
            session.execute("drop database " + Sql.name(database) + " with (force)");
            boolean there = session.is("select exists (select from pg_database where datname = ?)", database);
            return loss("database " + database, before, "deleted", there ? "still there" : GONE, !there);
        }
    }

    /** Adds to one value of one row; says what was done. */
    String changeOneValue(int difference) {
        try (Session session = server.session(DemoStack.MAIN)) {
            long id = session.first("select max(id) from function_invocations where duration_ms is not null", row -> row.getLong(1)).orElseThrow();
            session.execute("update function_invocations set duration_ms = duration_ms + (" + difference + ") where id = " + id);
            return "1 ms added to the duration of invocation " + id;
        }
    }

    private static DemoStep.Loss loss(String what, long rows, String done, String found, boolean destroyed) {
        if (!destroyed) {
            throw new Failure.VerificationFailed("The " + what + " should have been " + done + ", but is there: " + found + ".", List.of());
        }
        return new DemoStep.Loss(what, rows, done, found);
    }

    private static long count(Session session, String table) {
        return session.first("select count(*) from " + Sql.name(table), row -> row.getLong(1)).orElseThrow();
    }
}
