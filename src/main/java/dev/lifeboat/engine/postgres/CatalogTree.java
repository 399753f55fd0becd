package dev.lifeboat.engine.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The schemas of a database and what lies in them. Names first and quick, in two statements that touch no file and
 * wait for no lock; sizes apart, because the server looks each of them up in the file system.
 */
public final class CatalogTree {

    private static final String OURS = "n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'";
    /** Other sessions' temporary schemas are nobody's business, and empty to everyone else. */
    private static final String ALL = "n.nspname not like 'pg\\_temp\\_%' and n.nspname not like 'pg\\_toast\\_temp\\_%'";

    private CatalogTree() {}

    /** Every database that this user may look into and that is no template, by name. */
    public static List<CatalogDatabase> databases(Session session) {
        return session.list("""
                select datname, pg_database_size(oid) from pg_database
                where datallowconn and not datistemplate and has_database_privilege(oid, 'connect') order by datname""",
                row -> new CatalogDatabase(row.getString(1), row.getLong(2)));
    }

    /** The schemas by name, empty ones too. @param system whether to list those of the server as well */
    public static List<String> schemas(Session session, boolean system) {
        return session.list("select n.nspname from pg_namespace n where " + chosen(system) + " order by n.nspname", row -> row.getString(1));
    }

    /** Everything with rows in those schemas, by schema and name. */
    public static List<CatalogRelation> relations(Session session, boolean system) {
        return session.list("""
                with recursive parts(root, leaf) as (
                    select c.oid, c.oid from pg_class c where c.relkind = 'p'
                    union all
                    select p.root, i.inhrelid from parts p join pg_inherits i on i.inhparent = p.leaf
                ), summed as (
                    select p.root, sum(greatest(l.reltuples, 0)) filter (where l.relkind <> 'p') as tuples,
                           bool_or(l.relkind <> 'p' and (l.reltuples > 0 or l.relpages > 0)) as known
                    from parts p join pg_class l on l.oid = p.leaf group by p.root
                )
                select c.oid, n.nspname, c.relname, c.relkind::text,
                       case when c.relkind = 'p' then case when s.known then s.tuples else -1 end
                            when c.relkind = 'v' or (c.reltuples = 0 and c.relpages = 0) then -1
                            else c.reltuples end::bigint,
                       case when c.relispartition then (select i.inhparent from pg_inherits i where i.inhrelid = c.oid) else 0 end
                from pg_class c join pg_namespace n on n.oid = c.relnamespace left join summed s on s.root = c.oid
                where c.relkind in ('r', 'p', 'v', 'm', 'f', 't') and (c.relkind <> 't' or n.nspname = 'pg_toast') and %s
                order by n.nspname, c.relname""".formatted(chosen(system)), CatalogTree::relation);
    }

    /**
     * What the relations take on disk with their indexes and large values, in bytes, by oid. Views are left out, and
     * tables that another session has locked against everyone: waiting for it would hold up all the others.
     */
    public static Map<Long, Long> sizes(Session session, boolean system) {
        Map<Long, Long> sizes = new HashMap<>();
        session.list("""
                select c.oid, pg_total_relation_size(c.oid)
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'm', 't') and (c.relkind <> 't' or n.nspname = 'pg_toast') and %s
                  and not exists (select from pg_locks l where l.relation = c.oid and l.mode = 'AccessExclusiveLock'
                                  and l.database = (select oid from pg_database where datname = current_database()))"""
                .formatted(chosen(system)), row -> sizes.put(row.getLong(1), row.getLong(2)));
        return sizes;
    }

    private static String chosen(boolean system) {
        return system ? ALL : OURS;
    }

    private static CatalogRelation relation(ResultSet row) throws SQLException {
        return new CatalogRelation(row.getLong(1), row.getString(2), row.getString(3), CatalogRelation.Kind.of(row.getString(4)),
                row.getLong(5), row.getLong(6));
    }

    /** The labels of an enum type in their order; none for other types. @param type as {@link CatalogColumn#castType()} says it */
    public static List<String> labels(Session session, String type) {
        return session.list("select enumlabel from pg_enum where enumtypid = to_regtype(?)::oid order by enumsortorder", row -> row.getString(1), type);
    }

    /** The zone that the server writes its log in. The zone of a session says nothing: the driver sets it. */
    public static String zone(Session session) {
        return session.first("show log_timezone", row -> row.getString(1)).orElseThrow();
    }
}
