package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import java.util.HashMap;
import java.util.Map;

/**
 * The size on the server of each table's rows, without indexes: what a dump's progress is measured against.
 *
 * @param bytes by table; large objects count as pg_catalog.pg_largeobject
 */
public record TableSizes(Map<Table, Long> bytes) {

    public record Table(String schema, String name) {}

    public TableSizes {
        bytes = Map.copyOf(bytes);
    }

    /**
     * Waits for a table that someone has locked, as pg_dump does afterwards.
     *
     * @throws dev.lifeboat.engine.Failure.Cancelled when cancelled meanwhile
     */
    public static TableSizes of(Server server, String database, Cancellation cancellation) {
        try (Session session = server.session(database); Cancellation.Registration _ = cancellation.onCancel(session::cancel)) {
            session.execute("set lock_timeout = " + DatabaseDump.LOCK_WAIT_MILLIS);
            Map<Table, Long> bytes = new HashMap<>();
            session.list("""
                    select n.nspname, c.relname, pg_relation_size(c.oid) + case when c.reltoastrelid <> 0 then pg_relation_size(c.reltoastrelid) else 0 end
                    from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where c.relkind = 'r' and (n.nspname !~ '^pg_' and n.nspname <> 'information_schema' or c.oid = 'pg_largeobject'::regclass)""",
                    row -> bytes.put(new Table(row.getString(1), row.getString(2)), row.getLong(3)));
            return new TableSizes(bytes);
        } catch (Failure.DatabaseError e) {
            cancellation.check();
            throw e;
        }
    }

    public long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }
}
