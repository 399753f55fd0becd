package dev.lifeboat.orm;

import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.query.Names;
import java.util.List;

/** Reads a table's description from pg_catalog. */
record TableCatalog(Db db) {
    private record Found(Long oid, String kind) {}

    DynamicTable table(String schema, String table) {
        List<Found> found = db.sql("""
                select c.oid::bigint as oid, c.relkind::text as kind
                from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname = :schema and c.relname = :table and c.relkind in ('r', 'p', 'v', 'm', 'f')""",
                "schema", schema, "table", table).as(Found.class);
        if (found.isEmpty()) {
            throw new UnknownName("there is no table or view " + Names.quoted(schema, table));
        }
        Found it = found.getFirst();
        boolean places = it.kind().equals("r") || it.kind().equals("m");
        return new DynamicTable(schema, table, columns(it.oid()), key(it.oid()), places && !inherited(it.oid()));
    }

    /** Rows of child tables appear in their parent's, and places are counted in each table. */
    private boolean inherited(long oid) {
        return db.sql("select exists(select 1 from pg_catalog.pg_inherits where inhparent = :oid)", "oid", oid).one(Boolean.class);
    }

    private List<DynamicColumn> columns(long oid) {
        return db.sql("""
                select a.attname::text as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
                  case when n.nspname = 'pg_catalog' then pg_catalog.format_type(a.atttypid, -1)
                    else pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname) end as "cast",
                  not a.attnotnull and not t.typnotnull as nullable,
                  exists(with recursive base(oid) as (select t.oid union all
                      select d.typbasetype from pg_catalog.pg_type d join base b on b.oid = d.oid where d.typtype = 'd')
                    select 1 from base where base.oid = 'pg_catalog.bpchar'::pg_catalog.regtype) as padded,
                  a.attgenerated <> '' or a.attidentity = 'a' as computed
                from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
                  join pg_catalog.pg_namespace n on n.oid = t.typnamespace
                where a.attrelid = :oid and a.attnum > 0 and not a.attisdropped
                order by a.attnum""", "oid", oid).as(DynamicColumn.class);
    }

    /** The primary key, or else the unique index with the fewest columns, over plain columns that cannot be NULL. */
    private List<String> key(long oid) {
        return db.sql("""
                select a.attname::text
                from (select i.indexrelid, i.indkey, i.indnkeyatts from pg_catalog.pg_index i
                    where i.indrelid = :oid and i.indisunique and i.indisvalid and i.indimmediate
                      and i.indpred is null and i.indexprs is null
                      and not exists(select 1 from pg_catalog.generate_series(0, i.indnkeyatts - 1) k
                        join pg_catalog.pg_attribute c on c.attrelid = i.indrelid and c.attnum = i.indkey[k]
                        where not c.attnotnull)
                    order by i.indisprimary desc, i.indnkeyatts, i.indexrelid limit 1) best
                  join pg_catalog.generate_series(0, best.indnkeyatts - 1) k on true
                  join pg_catalog.pg_attribute a on a.attrelid = :oid and a.attnum = best.indkey[k]
                order by k""", "oid", oid).as(String.class);
    }
}
