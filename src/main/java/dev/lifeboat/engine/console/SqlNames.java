package dev.lifeboat.engine.console;

import dev.lifeboat.engine.postgres.Session;
import java.util.List;

/**
 * The names in a database that a statement may use.
 *
 * @param schemas   all of them, also the server's own
 * @param relations tables, views and the like, with their schema
 * @param functions without those that the server keeps for itself
 */
public record SqlNames(List<String> schemas, List<Relation> relations, List<String> functions) {

    /** Before anything was read. */
    public static final SqlNames NONE = new SqlNames(List.of(), List.of(), List.of());

    /** Something with columns. @param visible whether it is found without its schema by the settings of this user */
    public record Relation(String schema, String name, boolean visible) {}

    public SqlNames {
        schemas = List.copyOf(schemas);
        relations = List.copyOf(relations);
        functions = List.copyOf(functions);
    }

    /** Reads them: three statements, however many there are. */
    public static SqlNames read(Session session) {
        return new SqlNames(
                session.list("select nspname from pg_namespace where nspname !~ '^pg_(toast|temp)' order by nspname like 'pg\\_%', nspname", row -> row.getString(1)),
                session.list("""
                        select n.nspname, c.relname, pg_table_is_visible(c.oid) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_(toast|temp)'
                        order by n.nspname in ('pg_catalog', 'information_schema'), c.relname""",
                        row -> new Relation(row.getString(1), row.getString(2), row.getBoolean(3))),
                // What the server calls by itself (operators, input and output of types) starts or ends in a way that nobody types.
                session.list("""
                        select distinct p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                        where n.nspname <> 'information_schema' and p.prorettype <> 'internal'::regtype and p.prorettype not in ('trigger'::regtype, 'cstring'::regtype)
                          and not 'internal'::regtype = any (p.proargtypes::oid[]) and not 'cstring'::regtype = any (p.proargtypes::oid[])
                          and not exists (select from pg_operator o where o.oprcode = p.oid)
                        order by 1""", row -> row.getString(1)));
    }

    /** The columns of a relation in their order; of the one that is visible, or of all of that name, where the schema is empty. */
    public static List<String> columns(Session session, String schema, String relation) {
        return session.list("""
                select distinct on (a.attname) a.attname::text, a.attnum from pg_attribute a join pg_class c on c.oid = a.attrelid
                join pg_namespace n on n.oid = c.relnamespace
                where c.relname = ? and (n.nspname = ? or ? = '' and pg_table_is_visible(c.oid)) and a.attnum > 0 and not a.attisdropped""",
                row -> new Column(row.getString(1), row.getInt(2)), relation, schema, schema)
                .stream().sorted(java.util.Comparator.comparingInt(Column::place)).map(Column::name).toList();
    }

    private record Column(String name, int place) {}
}
