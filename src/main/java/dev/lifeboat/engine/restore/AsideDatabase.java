package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Sql;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.SqlText;
import java.util.List;

/** The database that a restore fills: made as the original was made, dropped when it did not come to anything. */
record AsideDatabase(Server server, String name, int serverMajor) {

    private static final int PROVIDERS_SINCE = 15;
    private static final int FORCE_SINCE = 13;

    /** Makes it, empty, with the encoding, locale, owner and tablespace of the original. */
    void create(DatabaseFacts original) {
        try (Session session = server.session()) {
            session.execute(createSql(original));
        }
    }

    private String createSql(DatabaseFacts original) {
        if (original.owner().isEmpty()) { // a plain dump knows no more of its database
            return "CREATE DATABASE " + Sql.name(name) + " TEMPLATE template0 ENCODING " + Sql.text(original.encoding());
        }
        StringBuilder sql = new StringBuilder("CREATE DATABASE ").append(Sql.name(name)).append(" TEMPLATE template0 ENCODING ").append(Sql.text(original.encoding()))
                .append(" LC_COLLATE ").append(Sql.text(original.collate())).append(" LC_CTYPE ").append(Sql.text(original.ctype()))
                .append(" OWNER ").append(Sql.name(original.owner())).append(" TABLESPACE ").append(Sql.name(original.tablespace()));
        if (serverMajor >= PROVIDERS_SINCE) {
            sql.append(" LOCALE_PROVIDER ").append(original.provider());
            original.locale().ifPresent(locale -> sql.append(original.provider().equals("icu") ? " ICU_LOCALE " : " BUILTIN_LOCALE ").append(Sql.text(locale)));
        }
        return sql.toString();
    }

    /** Settings, privileges and comment of the original, before the data: expressions may depend on them. */
    void applySettings(DumpContents original) {
        try (Session session = server.session()) {
            List<String> statements = original.databaseSql().stream().map(sql -> SqlText.aboutDatabase(sql, original.databaseName(), Sql.name(name))).toList();
            session.inTransaction(statements);
        }
    }

    /** Statistics for the planner: a restored database has none. */
    void analyze(Cancellation cancellation) {
        try (Session session = server.session(name); Cancellation.Registration _ = cancellation.onCancel(session::cancel)) {
            session.execute("SET default_transaction_read_only = off");
            session.execute("SET statement_timeout = 0");
            session.execute("SET lock_timeout = 0");
            cancellation.check();
            try {
                session.execute("ANALYZE");
            } catch (dev.lifeboat.engine.Failure.DatabaseError e) {
                cancellation.check();
                throw e;
            }
        }
    }

    void drop() {
        try (Session session = server.session()) {
            session.execute("DROP DATABASE IF EXISTS " + Sql.name(name) + (serverMajor >= FORCE_SINCE ? " WITH (FORCE)" : ""));
        }
    }

    /**
     * Sequences that stand behind the largest number in the column they are made for; the next insert there would fail.
     * A restore does not make such, but it tells of those that the original had.
     */
    List<String> sequencesBehind() {
        try (Session session = server.session(name)) {
            List<Owned> owned = session.list("""
                    select s.schemaname, s.sequencename, s.last_value, tn.nspname, t.relname, a.attname
                    from pg_sequences s
                    join pg_namespace sn on sn.nspname = s.schemaname
                    join pg_class c on c.relname = s.sequencename and c.relnamespace = sn.oid
                    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') and d.refobjsubid > 0
                    join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace
                    join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
                    where s.increment_by > 0 and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) and t.relkind in ('r', 'p') and not s.cycle""",
                    row -> new Owned(row.getString(1) + "." + row.getString(2), row.getLong(3), Sql.name(row.getString(4)) + "." + Sql.name(row.getString(5)), row.getString(6)));
            return owned.stream().filter(sequence -> session.is("select max(" + Sql.name(sequence.column()) + ") > " + sequence.lastValue() + " from " + sequence.table()))
                    .map(sequence -> "Sequence " + sequence.name() + " stands at " + sequence.lastValue() + ", behind the largest " + sequence.column()
                            + " in its table; so it was when the backup was taken.").toList();
        }
    }

    private record Owned(String name, long lastValue, String table, String column) {}
}
