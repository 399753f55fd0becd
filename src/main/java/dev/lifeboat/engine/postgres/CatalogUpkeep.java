package dev.lifeboat.engine.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who may do what with a relation, what it is split into, and when it was last looked after.
 *
 * @param owner      the role that owns it
 * @param rowSecurity whether policies decide which rows a role sees
 * @param policies   of row security, also while it is off
 * @param partitions its partitions, or the tables that inherit from it
 * @param privileges as they were granted; empty while nothing but the owner's own rights was ever said
 */
public record CatalogUpkeep(String owner, boolean rowSecurity, List<Policy> policies, List<Partition> partitions, List<Privilege> privileges,
        Activity activity) {

    /** @param definition as it would be created: for which command, for whom, with which conditions */
    public record Policy(String name, String definition) {}

    /** @param bounds {@code FOR VALUES ...}; empty of a table that only inherits */
    public record Partition(CatalogRelation relation, Optional<String> bounds) {}

    /** @param grantee a role, or {@code PUBLIC}. @param rights such as {@code SELECT, INSERT}; a star marks those that may be passed on */
    public record Privilege(String grantee, String rights) {}

    /** What the statistics say since they began. @param deadRows an estimate of those that wait for a vacuum; -1 when not known */
    public record Activity(long estimatedRows, long deadRows, Optional<Instant> vacuumed, Optional<Instant> analyzed) {}

    static CatalogUpkeep read(Session session, long oid) {
        record Head(String owner, boolean rowSecurity, Activity activity) {}
        Head head = session.first("""
                select pg_get_userbyid(c.relowner), c.relrowsecurity, case when c.reltuples = 0 and c.relpages = 0 then -1 else c.reltuples::bigint end,
                       coalesce(s.n_dead_tup, -1), greatest(s.last_vacuum, s.last_autovacuum), greatest(s.last_analyze, s.last_autoanalyze)
                from pg_class c left join pg_stat_all_tables s on s.relid = c.oid where c.oid = ?""",
                row -> new Head(row.getString(1), row.getBoolean(2),
                        new Activity(row.getLong(3), row.getLong(4), Catalog.instant(row, 5), Catalog.instant(row, 6))), oid)
                .orElseGet(() -> new Head("", false, new Activity(-1, -1, Optional.empty(), Optional.empty())));
        return new CatalogUpkeep(head.owner(), head.rowSecurity(), policies(session, oid), partitions(session, oid), privileges(session, oid), head.activity());
    }

    static List<Policy> policies(Session session, long oid) {
        return session.list("""
                select p.polname, case when p.polpermissive then '' else 'AS RESTRICTIVE ' end || 'FOR '
                       || case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end
                       || ' TO ' || (select string_agg(case when r.role = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(r.role)) end, ', ') from unnest(p.polroles) r(role))
                       || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
                       || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
                from pg_policy p where p.polrelid = ? order by p.polname""", row -> new Policy(row.getString(1), row.getString(2)), oid);
    }

    private static List<Partition> partitions(Session session, long oid) {
        return session.list("""
                select c.oid, n.nspname, c.relname, c.relkind::text, c.reltuples::bigint, pg_get_expr(c.relpartbound, c.oid)
                from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = c.relnamespace
                where i.inhparent = ? order by n.nspname, c.relname""",
                row -> new Partition(new CatalogRelation(row.getLong(1), row.getString(2), row.getString(3), CatalogRelation.Kind.of(row.getString(4)),
                        row.getLong(5), oid), Optional.ofNullable(row.getString(6))), oid);
    }

    private static List<Privilege> privileges(Session session, long oid) {
        return session.list("""
                select case when a.grantee = 0 then 'PUBLIC' else pg_get_userbyid(a.grantee) end,
                       string_agg(a.privilege_type || case when a.is_grantable then '*' else '' end, ', ' order by a.privilege_type)
                from pg_class c cross join aclexplode(c.relacl) a where c.oid = ? group by a.grantee order by 1""",
                row -> new Privilege(row.getString(1), row.getString(2)), oid);
    }
}
