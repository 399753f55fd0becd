package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * The permanent slot that has a server keep its log until we have it.
 *
 * @param name letters, digits and underscores
 */
record ReplicationSlot(String name) {

    /**
     * What the server says of it and of itself.
     *
     * @param restart   the server keeps its log from here on
     * @param lost      the server had to give it up
     * @param end       how far the server's own log is on its disk
     * @param heldBytes from {@code restart} to {@code end}
     * @param roomBytes absent without a limit
     * @param now       by the server's clock, taken before {@code end} was
     */
    record Status(Optional<Lsn> restart, boolean lost, Lsn end, long heldBytes, Optional<Long> roomBytes, Instant now) {}

    /** One for each repository: how far it is belongs to what that holds. */
    static ReplicationSlot of(String stack, String repositoryId) {
        return new ReplicationSlot("lifeboat_" + stack.replace('-', '_') + "_" + repositoryId.replaceAll("[^a-z0-9]", "").substring(0, 8));
    }

    /** Makes it when it is missing; what has become of it otherwise. */
    Status ensure(Session session) {
        if (!session.is("select true from pg_replication_slots where slot_name = ?", name)) {
            create(session);
        }
        return status(session);
    }

    void create(Session session) {
        session.first("select pg_create_physical_replication_slot(?, true, false)", row -> row.getString(1), name);
    }

    void drop(Session session) {
        session.first("select pg_drop_replication_slot(?)", row -> row.getString(1), name);
    }

    Status status(Session session) {
        // The time first: what was committed before it is before the end that is asked for after it.
        Instant now = session.first("select clock_timestamp()", row -> row.getTimestamp(1).toInstant()).orElseThrow();
        return session.first("""
                select s.restart_lsn::text, coalesce(s.wal_status = 'lost', false), e.lsn::text, coalesce(pg_wal_lsn_diff(e.lsn, s.restart_lsn), 0)::bigint, s.safe_wal_size
                from (select case when pg_is_in_recovery() then pg_last_wal_receive_lsn() else pg_current_wal_flush_lsn() end as lsn) e
                left join pg_replication_slots s on s.slot_name = ?""",
                row -> new Status(Optional.ofNullable(row.getString(1)).map(Lsn::of), row.getBoolean(2), Lsn.of(row.getString(3)), row.getLong(4),
                        Optional.ofNullable((Long) row.getObject(5)), now), name).orElseThrow();
    }
}
