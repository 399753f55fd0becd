package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Sql;
import java.util.List;

/**
 * The databases on a server that restores made beside the present ones: those that were left on purpose, and those of a
 * restore that was killed, which nobody drops by itself.
 */
public final class RestoredCopies {

    private RestoredCopies() {}

    /** One of them. @param sizeBytes on the server */
    public record Copy(String database, long sizeBytes) {

        /** The statement that removes it. */
        public String dropSql() {
            return "DROP DATABASE " + Sql.name(database) + ";";
        }
    }

    /** By name. @throws dev.lifeboat.engine.Failure.ConnectionFailed */
    public static List<Copy> on(Server server) {
        try (Session session = server.session()) {
            return session.list("select datname, pg_database_size(oid) from pg_database where datname ~ '_restored_[0-9]{8}_[0-9]{6}$' order by 1",
                    row -> new Copy(row.getString(1), row.getLong(2)));
        }
    }
}
