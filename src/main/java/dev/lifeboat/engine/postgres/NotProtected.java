package dev.lifeboat.engine.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a dump takes only in part, silently, found in a database's catalog: rows that live elsewhere, rows that are
 * computed anew, what a crash empties, connections to other servers.
 */
public final class NotProtected {

    private static final int NAMES = 5;

    private NotProtected() {}

    /** A sentence for each kind there is, beginning with the database's name; empty when the dump is all there is. */
    public static List<String> in(Server server, String database) {
        try (Session session = server.session(database)) {
            List<String> warnings = new ArrayList<>();
            note(warnings, database, relations(session, "c.relkind = 'f'"), "the rows of foreign tables are on other servers and not in the backup");
            note(warnings, database, relations(session, "c.relkind = 'm' and c.relispopulated"), "materialised views are computed anew when restored, from the data of then");
            note(warnings, database, relations(session, "c.relkind = 'r' and c.relpersistence = 'u'"), "unlogged tables are in the backup, but a crash of the server empties them");
            note(warnings, database, session.list("select subname from pg_subscription s join pg_database d on d.oid = s.subdbid where d.datname = current_database() order by 1",
                    row -> row.getString(1)), "subscriptions are restored switched off, and without their position in the stream");
            return warnings;
        }
    }

    private static List<String> relations(Session session, String condition) {
        return session.list("""
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where %s and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
                  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
                order by 1""".formatted(condition), row -> row.getString(1));
    }

    private static void note(List<String> warnings, String database, List<String> names, String what) {
        if (!names.isEmpty()) {
            String more = names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "";
            warnings.add(database + ": " + what + ": " + names.stream().limit(NAMES).collect(Collectors.joining(", ")) + more + ".");
        }
    }
}
