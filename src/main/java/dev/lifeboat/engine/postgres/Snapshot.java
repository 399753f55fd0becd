package dev.lifeboat.engine.postgres;

/**
 * A moment of one database that others can look at while this is open: {@code pg_dump --snapshot}. The LSN is the one of the
 * whole server just after it. Closing it lets it go.
 *
 * @see <a href="https://www.postgresql.org/docs/17/functions-admin.html#FUNCTIONS-SNAPSHOT-SYNCHRONIZATION">pg_export_snapshot</a>
 */
public final class Snapshot implements AutoCloseable {

    private final Session session;
    private final String id;
    private final String lsn;

    private Snapshot(Session session, String id, String lsn) {
        this.session = session;
        this.id = id;
        this.lsn = lsn;
    }

    /** @throws dev.lifeboat.engine.Failure.ConnectionFailed with the layer that failed */
    public static Snapshot open(Server server, String database) {
        Session session = server.session(database);
        try {
            session.execute("set idle_in_transaction_session_timeout = 0");
            session.execute("begin isolation level repeatable read read only");
            String id = session.first("select pg_export_snapshot()", row -> row.getString(1)).orElseThrow();
            String lsn = session.first("select (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end)::text",
                    row -> row.getString(1)).orElseThrow();
            return new Snapshot(session, id, lsn);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    public String id() {
        return id;
    }

    public String lsn() {
        return lsn;
    }

    @Override public void close() {
        session.close();
    }
}
