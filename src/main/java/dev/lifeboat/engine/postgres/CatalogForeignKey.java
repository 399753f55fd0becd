package dev.lifeboat.engine.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/**
 * A foreign key with the columns of both its ends, in the same order.
 *
 * @param mandatory whether no column of the referring end may be null: then each row of it has its referenced row
 * @param single    whether a referenced row has at most one referring row, because the referring columns are unique
 * @param onDelete  what happens to the referring rows
 */
public record CatalogForeignKey(String name, End from, End to, boolean mandatory, boolean single, Action onDelete) {

    /** @param kind of the relation, as it is browsed */
    public record End(long oid, String schema, String table, CatalogRelation.Kind kind, List<String> columns) {
        public End {
            columns = List.copyOf(columns);
        }

        /** The relation to be opened; how many rows it has is not known here. */
        public CatalogRelation relation() {
            return new CatalogRelation(oid, schema, table, kind, -1, 0);
        }
    }

    /** What happens to the referring rows when the referenced one goes. */
    public enum Action { NOTHING, RESTRICT, CASCADE, SET_NULL, SET_DEFAULT }

    /** Whether a table refers to itself. */
    public boolean toItself() {
        return from.oid() == to.oid();
    }

    /** The keys of one table in both directions. */
    public record Both(List<CatalogForeignKey> from, List<CatalogForeignKey> to) {
        /** Those that a column takes part in; the shortest first, which says most of the column itself. */
        public List<CatalogForeignKey> of(String column) {
            return from.stream().filter(key -> key.from().columns().contains(column))
                    .sorted(Comparator.comparingInt(key -> key.from().columns().size())).toList();
        }
    }

    /** The keys from and to a table; one to itself is in both lists. */
    public static Both of(Session session, long oid) {
        return new Both(list(session, WRITTEN_HERE.formatted("conrelid", "conrelid", "conrelid"), oid),
                list(session, WRITTEN_HERE.formatted("confrelid", "confrelid", "confrelid"), oid));
    }

    /** Every key of the database that somebody wrote, by the names of its ends. */
    static List<CatalogForeignKey> all(Session session) {
        return list(session, "coalesce((to_jsonb(c) ->> 'conparentid')::bigint, 0) = 0");
    }

    /**
     * A key of a partitioned table is repeated by its partitions, and one to a partitioned table for each of its partitions
     * (conparentid): at either end only the one that is not such a repetition of another at the same end is wanted.
     */
    private static final String WRITTEN_HERE = """
            c.%s = ? and not exists (select from pg_constraint p
                    where p.oid = (to_jsonb(c) ->> 'conparentid')::oid and p.%s = c.%s)""";

    private static List<CatalogForeignKey> list(Session session, String which, Object... parameters) {
        return session.list("""
                select c.conname, f.oid, fn.nspname, f.relname, f.relkind::text, t.oid, tn.nspname, t.relname, t.relkind::text, c.confdeltype::text,
                       array(select a.attname::text from unnest(c.conkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.i),
                       array(select a.attname::text from unnest(c.confkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.i),
                       not exists (select from unnest(c.conkey) k(n) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n where not a.attnotnull),
                       exists (select from pg_index x where x.indrelid = c.conrelid and x.indisunique and x.indisvalid and x.indpred is null and x.indexprs is null
                               and (select array_agg(u.n) from unnest(x.indkey::int2[]) with ordinality u(n, i)
                                    where u.i <= coalesce((to_jsonb(x) ->> 'indnkeyatts')::int, x.indnatts)) <@ c.conkey)
                from pg_constraint c
                join pg_class f on f.oid = c.conrelid join pg_namespace fn on fn.oid = f.relnamespace
                join pg_class t on t.oid = c.confrelid join pg_namespace tn on tn.oid = t.relnamespace
                where c.contype = 'f' and %s
                order by fn.nspname, f.relname, tn.nspname, t.relname, c.conname""".formatted(which), CatalogForeignKey::read, parameters);
    }

    private static CatalogForeignKey read(ResultSet row) throws SQLException {
        Action onDelete = switch (row.getString(10)) {
            case "r" -> Action.RESTRICT;
            case "c" -> Action.CASCADE;
            case "n" -> Action.SET_NULL;
            case "d" -> Action.SET_DEFAULT;
            default -> Action.NOTHING;
        };
        return new CatalogForeignKey(row.getString(1),
                new End(row.getLong(2), row.getString(3), row.getString(4), CatalogRelation.Kind.of(row.getString(5)), Catalog.texts(row.getArray(11))),
                new End(row.getLong(6), row.getString(7), row.getString(8), CatalogRelation.Kind.of(row.getString(9)), Catalog.texts(row.getArray(12))),
                row.getBoolean(13), row.getBoolean(14), onDelete);
    }
}
