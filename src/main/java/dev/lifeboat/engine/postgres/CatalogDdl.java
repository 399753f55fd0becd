package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements that make a relation or a function again, in the order in which they run: in an empty database they
 * leave the same catalogs, once the types and tables that it stands on are there. Owner and grants are left out unless
 * asked for, because their roles may not exist there. Names and expressions are the server's own.
 */
public final class CatalogDdl {

    private final Session session;
    private final long oid;
    private final String name;
    private final List<String> statements = new ArrayList<>();

    private CatalogDdl(Session session, long oid, String name) {
        this.session = session;
        this.oid = oid;
        this.name = name;
    }

    /** @throws Failure.NotFound when the relation is gone */
    public static String of(Session session, CatalogRelation relation, boolean withOwner) {
        // With an empty path the server writes every name with its schema: the statements mean the same everywhere.
        return session.withSearchPath("", () -> {
            CatalogDdl ddl = new CatalogDdl(session, relation.oid(), session.first("select ?::oid::regclass::text", row -> row.getString(1), relation.oid()).orElseThrow());
            ddl.relation(relation);
            if (withOwner) {
                ddl.ownerAndGrants();
            }
            return String.join("\n\n", ddl.statements) + "\n";
        });
    }

    /** The source of a function or procedure; of an aggregate there is none to be had. */
    public static String ofFunction(Session session, long oid) {
        String source = session.withSearchPath("", () -> session.first(
                "select case when p.prokind = 'a' then null else pg_get_functiondef(p.oid) end from pg_proc p where p.oid = ?", row -> Optional.ofNullable(row.getString(1)), oid))
                .orElseThrow(() -> new Failure.NotFound("The function is not there any more.", "Refresh the list."))
                .orElse("-- An aggregate: the server keeps no text of it.");
        return source.strip() + "\n";
    }

    private void relation(CatalogRelation relation) {
        if (!relation.schema().equals("public")) {
            add("CREATE SCHEMA IF NOT EXISTS " + Sql.name(relation.schema()));
        }
        switch (relation.kind()) {
            case VIEW -> view("CREATE VIEW ");
            case MATERIALIZED_VIEW -> view("CREATE MATERIALIZED VIEW ");
            case TABLE, PARTITIONED_TABLE, FOREIGN_TABLE -> table(relation.kind());
        }
        all("""
                select pg_get_indexdef(i.indexrelid) || coalesce(E';\\nALTER TABLE ' || i.indrelid::regclass || ' CLUSTER ON ' || quote_ident(x.relname), '')
                from pg_index i left join pg_class x on x.oid = i.indexrelid and i.indisclustered
                where i.indrelid = ? and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.conrelid = i.indrelid and c.contype in ('p', 'u', 'x'))
                  and not exists (select from pg_inherits h where h.inhrelid = i.indexrelid)
                order by i.indexrelid::regclass::text""");
        all("select pg_get_statisticsobjdef(oid) from pg_statistic_ext where stxrelid = ? order by stxname");
        foreignKeys();
        triggersAndRules();
        policies();
        comments();
    }

    private void view(String create) {
        session.first("select pg_get_viewdef(c.oid), coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') from pg_class c where c.oid = ?",
                row -> create + name + row.getString(2) + " AS\n" + row.getString(1).stripTrailing().replaceFirst(";$", ""), oid).ifPresent(this::add);
    }

    private void table(CatalogRelation.Kind kind) {
        sequences();
        record Head(String persistence, Optional<String> parent, Optional<String> bounds, Optional<String> partitionKey, String options, Optional<String> server) {}
        Head head = session.first("""
                select case c.relpersistence when 'u' then 'UNLOGGED ' else '' end,
                       (select string_agg(i.inhparent::regclass::text, ', ' order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid),
                       pg_get_expr(c.relpartbound, c.oid), case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end,
                       coalesce(E'\\nWITH (' || array_to_string(c.reloptions, ', ') || ')', ''),
                       (select 'SERVER ' || quote_ident(s.srvname) || coalesce(' OPTIONS (' || (
                            select string_agg(quote_ident(o.option_name) || ' ' || quote_literal(o.option_value), ', ') from pg_options_to_table(f.ftoptions) o) || ')', '')
                        from pg_foreign_table f join pg_foreign_server s on s.oid = f.ftserver where f.ftrelid = c.oid)
                from pg_class c where c.oid = ?""",
                row -> new Head(row.getString(1), Optional.ofNullable(row.getString(2)), Optional.ofNullable(row.getString(3)),
                        Optional.ofNullable(row.getString(4)), row.getString(5), Optional.ofNullable(row.getString(6))), oid)
                .orElseThrow(() -> new Failure.NotFound("The table is not there any more.", "Refresh the list."));
        boolean partition = head.bounds().isPresent();
        String create = "CREATE " + head.persistence() + (kind == CatalogRelation.Kind.FOREIGN_TABLE ? "FOREIGN TABLE " : "TABLE ") + name;
        List<String> parts = partition ? partitionDefaults() : columns();
        parts.addAll(constraints(partition));
        String body = parts.isEmpty() && partition ? "" : " (" + (parts.isEmpty() ? "" : "\n    " + String.join(",\n    ", parts) + "\n") + ")";
        add(create + (partition ? "\n    PARTITION OF " + head.parent().orElseThrow() : "") + body
                + head.bounds().map(bounds -> "\n    " + bounds).orElse("")
                + (partition ? "" : head.parent().map(parents -> "\nINHERITS (" + parents + ")").orElse(""))
                + head.partitionKey().map(key -> "\nPARTITION BY " + key).orElse("")
                + head.server().map(server -> "\n" + server).orElse("") + head.options());
        columnSettings();
    }

    /** Those that a default uses and that belong to the column, as serial makes them. */
    private void sequences() {
        all("""
                select 'CREATE SEQUENCE ' || s.seqrelid::regclass || ' AS ' || format_type(s.seqtypid, null) || ' START WITH ' || s.seqstart
                       || ' INCREMENT BY ' || s.seqincrement || ' MINVALUE ' || s.seqmin || ' MAXVALUE ' || s.seqmax || ' CACHE ' || s.seqcache
                       || case when s.seqcycle then ' CYCLE' else '' end
                from pg_depend d join pg_sequence s on s.seqrelid = d.objid
                where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a' and d.refobjid = ?
                order by d.refobjsubid""");
    }

    private List<String> columns() {
        return new ArrayList<>(session.list("""
                select quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                       || coalesce(' COLLATE ' || (select quote_ident(n.nspname) || '.' || quote_ident(l.collname) from pg_collation l join pg_namespace n on n.oid = l.collnamespace
                                                   where l.oid = a.attcollation and a.attcollation <> t.typcollation), '')
                       || case coalesce(to_jsonb(a) ->> 'attgenerated', '')
                              when 's' then ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
                              when 'v' then ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') VIRTUAL'
                              else coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') end
                       || case a.attidentity when '' then '' else ' GENERATED ' || case a.attidentity when 'a' then 'ALWAYS' else 'BY DEFAULT' end || ' AS IDENTITY'
                              || coalesce((select ' (SEQUENCE NAME ' || s.seqrelid::regclass || ' START WITH ' || s.seqstart || ' INCREMENT BY ' || s.seqincrement
                                                  || ' MINVALUE ' || s.seqmin || ' MAXVALUE ' || s.seqmax || ' CACHE ' || s.seqcache || case when s.seqcycle then ' CYCLE' else '' end || ')'
                                           from pg_depend p join pg_sequence s on s.seqrelid = p.objid
                                           where p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass and p.deptype = 'i'
                                             and p.refobjid = a.attrelid and p.refobjsubid = a.attnum), '') end
                       || case when a.attnotnull then coalesce((
                              select ' CONSTRAINT ' || quote_ident(c.conname) from pg_constraint c join pg_class r on r.oid = c.conrelid
                              where c.conrelid = a.attrelid and c.contype = 'n' and c.conkey = array[a.attnum] and c.conname <> r.relname || '_' || a.attname || '_not_null'), '')
                          || ' NOT NULL' else '' end
                from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where a.attrelid = ? and a.attnum > 0 and not a.attisdropped and a.attislocal order by a.attnum""", row -> row.getString(1), oid));
    }

    /** What a partition says of its columns beyond its parent. */
    private List<String> partitionDefaults() {
        return new ArrayList<>(session.list("""
                select quote_ident(a.attname) || ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                from pg_attribute a join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where a.attrelid = ? and a.attnum > 0 and not a.attisdropped and coalesce(to_jsonb(a) ->> 'attgenerated', '') = '' order by a.attnum""",
                row -> row.getString(1), oid));
    }

    /** Keys and checks; foreign keys come later, and those that a parent hands down come from it. NOT NULL stands with its column. */
    private List<String> constraints(boolean partition) {
        return session.list("select 'CONSTRAINT ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid) from pg_constraint c where c.conrelid = ? and c.contype in ('p', 'u', 'x', 'c')"
                + " and c.conislocal" + (partition ? " and coalesce((to_jsonb(c) ->> 'conparentid')::bigint, 0) = 0" : "")
                + " order by c.contype = 'p' desc, c.contype, c.conname", row -> row.getString(1), oid);
    }

    private void columnSettings() {
        all("""
                select 'ALTER SEQUENCE ' || d.objid::regclass || ' OWNED BY ' || d.refobjid::regclass || '.' || quote_ident(a.attname)
                from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a' and d.refobjid = ? order by d.refobjsubid""");
        all("""
                select 'ALTER TABLE ' || a.attrelid::regclass || ' ALTER COLUMN ' || quote_ident(a.attname) || ' SET STATISTICS ' || a.attstattarget
                from pg_attribute a where a.attrelid = ? and a.attnum > 0 and not a.attisdropped and a.attstattarget >= 0 order by a.attnum""");
        all("""
                select 'ALTER TABLE ' || a.attrelid::regclass || ' ALTER COLUMN ' || quote_ident(a.attname) || ' SET STORAGE '
                       || case a.attstorage when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end
                from pg_attribute a join pg_type t on t.oid = a.atttypid
                where a.attrelid = ? and a.attnum > 0 and not a.attisdropped and a.attislocal and a.attstorage <> t.typstorage order by a.attnum""");
        all("""
                select 'ALTER TABLE ' || c.oid::regclass || ' REPLICA IDENTITY ' || case c.relreplident when 'f' then 'FULL' else 'NOTHING' end
                from pg_class c where c.oid = ? and c.relkind in ('r', 'p') and c.relreplident in ('f', 'n')""");
    }

    private void foreignKeys() {
        all("""
                select 'ALTER TABLE ' || c.conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid)
                from pg_constraint c where c.conrelid = ? and c.contype = 'f' and c.conislocal and coalesce((to_jsonb(c) ->> 'conparentid')::bigint, 0) = 0
                order by c.conname""");
    }

    private void triggersAndRules() {
        all("""
                select pg_get_triggerdef(t.oid) || case t.tgenabled when 'O' then '' else E';\\nALTER TABLE ' || t.tgrelid::regclass
                       || case t.tgenabled when 'D' then ' DISABLE' when 'A' then ' ENABLE ALWAYS' else ' ENABLE REPLICA' end || ' TRIGGER ' || quote_ident(t.tgname) end
                from pg_trigger t where t.tgrelid = ? and not t.tgisinternal and coalesce((to_jsonb(t) ->> 'tgparentid')::bigint, 0) = 0 order by t.tgname""");
        all("select rtrim(pg_get_ruledef(oid), ';') from pg_rewrite where ev_class = ? and rulename <> '_RETURN' order by rulename");
    }

    private void policies() {
        all("""
                select 'ALTER TABLE ' || c.oid::regclass || ' ENABLE ROW LEVEL SECURITY' || case when c.relforcerowsecurity
                       then E';\\nALTER TABLE ' || c.oid::regclass || ' FORCE ROW LEVEL SECURITY' else '' end
                from pg_class c where c.oid = ? and c.relrowsecurity""");
        CatalogUpkeep.policies(session, oid).forEach(policy -> add("CREATE POLICY " + Sql.name(policy.name()) + " ON " + name + " " + policy.definition()));
    }

    private void comments() {
        all("""
                select 'COMMENT ON ' || case c.relkind when 'v' then 'VIEW ' when 'm' then 'MATERIALIZED VIEW ' when 'f' then 'FOREIGN TABLE ' else 'TABLE ' end
                       || c.oid::regclass || ' IS ' || quote_literal(obj_description(c.oid, 'pg_class'))
                from pg_class c where c.oid = ? and obj_description(c.oid, 'pg_class') is not null""");
        all("""
                select 'COMMENT ON COLUMN ' || a.attrelid::regclass || '.' || quote_ident(a.attname) || ' IS ' || quote_literal(col_description(a.attrelid, a.attnum))
                from pg_attribute a where a.attrelid = ? and a.attnum > 0 and not a.attisdropped and col_description(a.attrelid, a.attnum) is not null order by a.attnum""");
        all("""
                select 'COMMENT ON CONSTRAINT ' || quote_ident(c.conname) || ' ON ' || c.conrelid::regclass || ' IS ' || quote_literal(obj_description(c.oid, 'pg_constraint'))
                from pg_constraint c where c.conrelid = ? and obj_description(c.oid, 'pg_constraint') is not null order by c.conname""");
        all("""
                select 'COMMENT ON INDEX ' || i.indexrelid::regclass || ' IS ' || quote_literal(obj_description(i.indexrelid, 'pg_class'))
                from pg_index i where i.indrelid = ? and obj_description(i.indexrelid, 'pg_class') is not null order by i.indexrelid::regclass::text""");
        all("""
                select 'COMMENT ON TRIGGER ' || quote_ident(t.tgname) || ' ON ' || t.tgrelid::regclass || ' IS ' || quote_literal(obj_description(t.oid, 'pg_trigger'))
                from pg_trigger t where t.tgrelid = ? and obj_description(t.oid, 'pg_trigger') is not null order by t.tgname""");
    }

    private void ownerAndGrants() {
        all("""
                select 'ALTER TABLE ' || c.oid::regclass || ' OWNER TO ' || quote_ident(pg_get_userbyid(c.relowner)) from pg_class c where c.oid = ?""");
        all("""
                select 'GRANT ' || string_agg(a.privilege_type, ', ' order by a.privilege_type) || ' ON ' || c.oid::regclass || ' TO '
                       || case when a.grantee = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(a.grantee)) end || case when a.is_grantable then ' WITH GRANT OPTION' else '' end
                from pg_class c cross join aclexplode(c.relacl) a where c.oid = ? and a.grantee <> c.relowner group by c.oid, a.grantee, a.is_grantable order by 1""");
    }

    private void all(String sql) {
        session.list(sql, row -> row.getString(1), oid).forEach(this::add);
    }

    private void add(String statement) {
        statements.add(statement + ";");
    }
}
