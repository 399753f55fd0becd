package dev.lifeboat.engine.postgres;

import java.util.List;
import java.util.Locale;

/**
 * Something in a schema that has no rows of its own, or a column: what a tree lists and a search finds beside the tables.
 *
 * @param oid    of the object; of a column that of its table
 * @param name   of a function with its arguments
 * @param detail what stands beside the name: the result of a function, the type of a column, the values of an enum, a version
 */
public record CatalogObject(long oid, String schema, String name, Kind kind, String detail) {

    public enum Kind { FUNCTION, SEQUENCE, TYPE, EXTENSION }

    /** A column found by its name. @param relation the table or view it is in */
    public record Column(CatalogRelation relation, String name, String type) {}

    /** How many objects of each kind a schema has. */
    public record Counts(String schema, int functions, int sequences, int types, int extensions) {
        public int of(Kind kind) {
            return switch (kind) {
                case FUNCTION -> functions;
                case SEQUENCE -> sequences;
                case TYPE -> types;
                case EXTENSION -> extensions;
            };
        }
    }

    /** What an extension brought belongs to it and is not listed by itself. */
    private static final String OWN = " and not exists (select from pg_depend d where d.classid = '%s'::regclass and d.objid = %s.oid and d.deptype = 'e')";
    private static final String FUNCTIONS = "from pg_proc p join pg_namespace n on n.oid = p.pronamespace where true" + OWN.formatted("pg_proc", "p");
    private static final String SEQUENCES = "from pg_class s join pg_namespace n on n.oid = s.relnamespace where s.relkind = 'S'" + OWN.formatted("pg_class", "s");
    /** Enums, domains, ranges, and composite types that are not merely the rows of a table. */
    private static final String TYPES = """
            from pg_type t join pg_namespace n on n.oid = t.typnamespace
            where (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and (select c.relkind = 'c' from pg_class c where c.oid = t.typrelid))"""
            + OWN.formatted("pg_type", "t");
    private static final String EXTENSIONS = "from pg_extension e join pg_namespace n on n.oid = e.extnamespace where true";

    /** For every schema that has any of them. */
    public static List<Counts> counts(Session session) {
        return session.list("select nspname, sum(f)::int, sum(s)::int, sum(t)::int, sum(e)::int from ("
                + "select n.nspname, 1 as f, 0 as s, 0 as t, 0 as e " + FUNCTIONS
                + " union all select n.nspname, 0, 1, 0, 0 " + SEQUENCES
                + " union all select n.nspname, 0, 0, 1, 0 " + TYPES
                + " union all select n.nspname, 0, 0, 0, 1 " + EXTENSIONS + ") all_of_them group by nspname",
                row -> new Counts(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)));
    }

    /** Those of one kind in a schema, by name. */
    public static List<CatalogObject> list(Session session, String schema, Kind kind) {
        return session.list(sql(kind) + " and n.nspname = ? order by 3",
                row -> new CatalogObject(row.getLong(1), row.getString(2), row.getString(3), kind, row.getString(4)), schema);
    }

    private static String sql(Kind kind) {
        return switch (kind) {
            case FUNCTION -> "select p.oid, n.nspname, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', coalesce(pg_get_function_result(p.oid), '') " + FUNCTIONS;
            case SEQUENCE -> "select s.oid, n.nspname, s.relname, coalesce((select format_type(q.seqtypid, null) from pg_sequence q where q.seqrelid = s.oid), '') " + SEQUENCES;
            case TYPE -> """
                    select t.oid, n.nspname, t.typname, case t.typtype
                           when 'e' then (select string_agg(v.enumlabel, ', ' order by v.enumsortorder) from pg_enum v where v.enumtypid = t.oid)
                           when 'd' then format_type(t.typbasetype, t.typtypmod)
                           when 'r' then 'range' else 'composite' end\s""" + TYPES;
            case EXTENSION -> "select e.oid, n.nspname, e.extname, e.extversion " + EXTENSIONS;
        };
    }

    /** Columns whose name contains a text, in any case, the shortest names first. @param limit the most */
    public static List<Column> columnsNamed(Session session, String text, int limit) {
        return session.list("""
                select c.oid, n.nspname, c.relname, c.relkind::text, a.attname, format_type(a.atttypid, a.atttypmod)
                from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
                where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
                  and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and strpos(lower(a.attname), ?) > 0
                order by length(a.attname), a.attname, n.nspname, c.relname limit ?""",
                row -> new Column(new CatalogRelation(row.getLong(1), row.getString(2), row.getString(3), CatalogRelation.Kind.of(row.getString(4)), -1, 0),
                        row.getString(5), row.getString(6)), text.toLowerCase(Locale.ROOT), limit);
    }

    /** Functions whose name contains a text, in any case, the shortest names first. @param limit the most */
    public static List<CatalogObject> functionsNamed(Session session, String text, int limit) {
        return session.list(sql(Kind.FUNCTION) + " and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and strpos(lower(p.proname), ?) > 0"
                + " order by length(p.proname), 3 limit ?",
                row -> new CatalogObject(row.getLong(1), row.getString(2), row.getString(3), Kind.FUNCTION, row.getString(4)), text.toLowerCase(Locale.ROOT), limit);
    }
}
