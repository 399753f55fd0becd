package dev.lifeboat.orm;

import dev.lifeboat.orm.query.Names;
import java.util.List;

/**
 * The foreign keys that a deletion from a table can set in motion, read from pg_catalog.
 *
 * @param leaves the table itself, or its partitions too, as oids
 */
record CascadeKeys(long oid, String schema, String table, List<Long> leaves, List<Key> keys) {
    /**
     * A foreign key.
     *
     * @param action      as in pg_constraint.confdeltype: c cascade, n set null, d set default, a no action, r restrict
     * @param deferred   whether it is checked at the commit only
     * @param needsValue whether a column that would be set to NULL must not be
     */
    record Key(String constraint, String childSchema, String childTable, boolean childWhole, String parentSchema,
               String parentTable, boolean parentWhole, String action, boolean deferred, List<String> childColumns,
               List<String> parentColumns, boolean needsValue, List<Long> parentLeaves, List<Long> childLeaves) {
        boolean cascades() {
            return action.equals("c");
        }

        Cascade.Action effect() {
            return switch (action) {
                case "c" -> Cascade.Action.DELETE;
                case "n" -> needsValue ? Cascade.Action.BLOCK : Cascade.Action.SET_NULL;
                case "d" -> Cascade.Action.SET_DEFAULT;
                default -> Cascade.Action.BLOCK;
            };
        }

        /** Whether rows that are deleted by some key are no longer in its way. */
        boolean waits() {
            return deferred || effect() != Cascade.Action.BLOCK;
        }

        /** Rows of tables that inherit from it are no rows of the key. */
        String child() {
            return (childWhole ? "" : "only ") + Names.quoted(childSchema, childTable);
        }

        String parent() {
            return (parentWhole ? "" : "only ") + Names.quoted(parentSchema, parentTable);
        }
    }

    private record Root(Long oid, String schema, String name, String kind, List<Long> leaves) {}

    private static final String LEAVES = """
            array(select %1$s::bigint union select relid::oid::bigint from pg_catalog.pg_partition_tree(%1$s))""";

    /** @param table quoted, and found by the search path where it names no schema @throws IllegalStateException when it is no table */
    static CascadeKeys of(Session session, String table) {
        List<Root> found = new SqlQuery(session, """
                select c.oid::bigint as oid, n.nspname::text as schema, c.relname::text as name, c.relkind::text as kind, %s as leaves
                from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where c.oid = pg_catalog.to_regclass(:name)""".formatted(LEAVES.formatted("c.oid")), "name", table).as(Root.class);
        if (found.isEmpty() || !found.getFirst().kind().matches("[rp]")) {
            throw new IllegalStateException(table + " is no table: nothing is deleted from it");
        }
        Root root = found.getFirst();
        List<Key> keys = new SqlQuery(session, """
                with recursive reached(oid) as (
                    select :root::bigint::oid
                    union select relid::oid from pg_catalog.pg_partition_ancestors(:root::bigint::oid::regclass)
                    union select c.conrelid from pg_catalog.pg_constraint c join reached r on c.confrelid = r.oid
                    where c.contype = 'f' and c.confdeltype = 'c' and c.conparentid = 0),
                written as (select c.*, case when pg_catalog.jsonb_typeof(pg_catalog.to_jsonb(c) -> 'confdelsetcols') = 'array'
                    then array(select v::int2 from pg_catalog.jsonb_array_elements_text(pg_catalog.to_jsonb(c) -> 'confdelsetcols') v)
                    else c.conkey end as setkey
                    from pg_catalog.pg_constraint c join reached r on c.confrelid = r.oid where c.contype = 'f' and c.conparentid = 0)
                select c.conname::text as "constraint", cn.nspname::text as child_schema, child.relname::text as child_table,
                    child.relkind = 'p' as child_whole, pn.nspname::text as parent_schema, parent.relname::text as parent_table,
                    parent.relkind = 'p' as parent_whole, c.confdeltype::text as action,
                    c.condeferrable and c.condeferred as deferred, %s as child_columns, %s as parent_columns,
                    exists(select 1 from pg_catalog.pg_attribute a where a.attrelid = c.conrelid and a.attnum = any(c.setkey)
                        and a.attnotnull) as needs_value, %s as parent_leaves, %s as child_leaves
                from written c join pg_catalog.pg_class child on child.oid = c.conrelid
                    join pg_catalog.pg_namespace cn on cn.oid = child.relnamespace
                    join pg_catalog.pg_class parent on parent.oid = c.confrelid
                    join pg_catalog.pg_namespace pn on pn.oid = parent.relnamespace
                order by c.oid""".formatted(names("c.conkey", "c.conrelid"), names("c.confkey", "c.confrelid"),
                        LEAVES.formatted("c.confrelid"), LEAVES.formatted("c.conrelid")), "root", root.oid()).as(Key.class);
        return new CascadeKeys(root.oid(), root.schema(), root.name(), root.leaves(), keys);
    }

    private static String names(String numbers, String table) {
        return """
                array(select a.attname::text from unnest(%s) with ordinality as k(number, place)
                    join pg_catalog.pg_attribute a on a.attrelid = %s and a.attnum = k.number order by k.place)""".formatted(numbers, table);
    }
}
