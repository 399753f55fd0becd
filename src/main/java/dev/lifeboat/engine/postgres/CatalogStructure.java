package dev.lifeboat.engine.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a relation is built: what stands beside its columns. Definitions are PostgreSQL's own words (pg_get_constraintdef,
 * pg_get_indexdef, pg_get_triggerdef, pg_get_viewdef).
 *
 * @param keys           the primary key, unique and exclusion constraints
 * @param foreignKeys    from this table to others
 * @param referencedBy   from other tables to this one
 * @param viewDefinition the query of a view
 * @param upkeep         who may do what with it, and how it is kept
 */
public record CatalogStructure(List<Constraint> keys, List<ForeignKey> foreignKeys, List<ForeignKey> referencedBy, List<Index> indexes,
        List<Constraint> checks, List<Trigger> triggers, Optional<Size> size, Optional<String> comment, Optional<String> viewDefinition,
        CatalogUpkeep upkeep) {

    /** A constraint of the table itself. @param primary whether it is the primary key */
    public record Constraint(String name, String definition, boolean primary) {}

    /** @param schema and {@code table}: the other end */
    public record ForeignKey(String name, String schema, String table, String definition) {}

    /**
     * @param sizeBytes 0 for the index of a partitioned table, which holds nothing itself
     * @param scans     how often it was used since the statistics began; empty where the server counts nothing (partitioned)
     * @param lastUsed  empty when never, or before version 16
     */
    public record Index(String name, String definition, long sizeBytes, boolean primary, boolean unique, boolean valid,
            OptionalLong scans, Optional<Instant> lastUsed) {

        /** Whether it only costs: never used to find rows, and no constraint needs it. */
        public boolean unused() {
            return scans.isPresent() && scans.getAsLong() == 0 && !primary && !unique;
        }
    }

    public record Trigger(String name, String definition, boolean enabled) {}

    /** In bytes. @param largeValues what lies in the TOAST table */
    public record Size(long table, long indexes, long largeValues) {
        public long total() {
            return table + indexes + largeValues;
        }
    }

    /** Reads it from the catalogs. */
    public static CatalogStructure read(Session session, CatalogRelation relation) {
        long oid = relation.oid();
        boolean stored = switch (relation.kind()) {
            case TABLE, MATERIALIZED_VIEW -> true;
            case PARTITIONED_TABLE, VIEW, FOREIGN_TABLE -> false;
        };
        boolean query = relation.kind() == CatalogRelation.Kind.VIEW || relation.kind() == CatalogRelation.Kind.MATERIALIZED_VIEW;
        return new CatalogStructure(constraints(session, oid, "c.contype in ('p', 'u', 'x')"),
                foreignKeys(session, oid, "conrelid", "confrelid"), foreignKeys(session, oid, "confrelid", "conrelid"), indexes(session, oid),
                constraints(session, oid, "c.contype = 'c'"), triggers(session, oid),
                stored ? size(session, oid) : Optional.empty(),
                session.first("select obj_description(?, 'pg_class')", row -> Optional.ofNullable(row.getString(1)), oid).flatMap(comment -> comment),
                query ? session.first("select pg_get_viewdef(?::oid, true)", row -> row.getString(1), oid) : Optional.empty(),
                CatalogUpkeep.read(session, oid));
    }

    private static List<Constraint> constraints(Session session, long oid, String which) {
        return session.list("select c.conname, pg_get_constraintdef(c.oid, true), c.contype = 'p' from pg_constraint c where c.conrelid = ? and "
                + which + " order by c.contype = 'p' desc, c.conname",
                row -> new Constraint(row.getString(1), row.getString(2), row.getBoolean(3)), oid);
    }

    /** A partition repeats its parent's foreign keys (conparentid): only the one that was written is listed. */
    private static List<ForeignKey> foreignKeys(Session session, long oid, String here, String there) {
        return session.list("select c.conname, n.nspname, r.relname, pg_get_constraintdef(c.oid, true) from pg_constraint c join pg_class r on r.oid = c."
                + there + " join pg_namespace n on n.oid = r.relnamespace where c.contype = 'f' and c." + here
                + " = ? and coalesce((to_jsonb(c) ->> 'conparentid')::bigint, 0) = 0 order by n.nspname, r.relname, c.conname",
                row -> new ForeignKey(row.getString(1), row.getString(2), row.getString(3), row.getString(4)), oid);
    }

    private static List<Index> indexes(Session session, long oid) {
        return session.list("""
                select x.relname, pg_get_indexdef(x.oid), case when x.relkind = 'i' then pg_relation_size(x.oid) else 0 end,
                       i.indisprimary, i.indisunique, i.indisvalid, case when x.relkind = 'i' then s.idx_scan end,
                       (to_jsonb(s) ->> 'last_idx_scan')::timestamptz
                from pg_index i join pg_class x on x.oid = i.indexrelid left join pg_stat_all_indexes s on s.indexrelid = x.oid
                where i.indrelid = ? order by i.indisprimary desc, i.indisunique desc, x.relname""", CatalogStructure::index, oid);
    }

    private static Index index(ResultSet row) throws SQLException {
        long scans = row.getLong(7);
        return new Index(row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4), row.getBoolean(5), row.getBoolean(6),
                row.wasNull() ? OptionalLong.empty() : OptionalLong.of(scans), Catalog.instant(row, 8));
    }

    private static List<Trigger> triggers(Session session, long oid) {
        return session.list("select tgname, pg_get_triggerdef(oid, true), tgenabled <> 'D' from pg_trigger where tgrelid = ? and not tgisinternal order by tgname",
                row -> new Trigger(row.getString(1), row.getString(2), row.getBoolean(3)), oid);
    }

    private static Optional<Size> size(Session session, long oid) {
        return session.first("""
                select pg_relation_size(c.oid) + pg_relation_size(c.oid, 'fsm') + pg_relation_size(c.oid, 'vm'), pg_indexes_size(c.oid),
                       case when c.reltoastrelid <> 0 then pg_total_relation_size(c.reltoastrelid) else 0 end
                from pg_class c where c.oid = ?""", row -> new Size(row.getLong(1), row.getLong(2), row.getLong(3)), oid);
    }
}
