package dev.lifeboat.engine.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables and the foreign keys between them, as a diagram shows them.
 *
 * @param tables by schema and name; of a table found outward from another one the nearest first
 * @param keys   those whose both ends are among the tables
 * @param more   how many further tables were left out because the limit was reached
 */
public record CatalogDiagram(List<Table> tables, List<CatalogForeignKey> keys, int more) {

    public CatalogDiagram {
        tables = List.copyOf(tables);
        keys = List.copyOf(keys);
    }

    public record Table(long oid, String schema, String name, CatalogRelation.Kind kind, List<Column> columns) {
        public Table {
            columns = List.copyOf(columns);
        }

        public CatalogRelation relation() {
            return new CatalogRelation(oid, schema, name, kind, -1, 0);
        }
    }

    /**
     * @param type    as a person writes it
     * @param primary whether it belongs to the primary key
     * @param refers  whether it belongs to a foreign key
     * @param unique  whether it alone tells the rows apart, without being the primary key
     */
    public record Column(String name, String type, boolean notNull, boolean primary, boolean refers, boolean unique) {}

    /**
     * One table and what is reached from it over foreign keys in either direction.
     *
     * @param depth how many keys away, 0 for the table alone
     * @param limit the most tables, the nearest of them
     */
    public static CatalogDiagram around(Session session, long oid, int depth, int limit) {
        List<CatalogForeignKey> keys = CatalogForeignKey.all(session);
        Map<Long, Set<Long>> neighbours = new HashMap<>();
        for (CatalogForeignKey key : keys) {
            neighbours.computeIfAbsent(key.from().oid(), _ -> new LinkedHashSet<>()).add(key.to().oid());
            neighbours.computeIfAbsent(key.to().oid(), _ -> new LinkedHashSet<>()).add(key.from().oid());
        }
        Set<Long> reached = new LinkedHashSet<>(List.of(oid));
        List<Long> edge = List.of(oid);
        for (int step = 0; step < depth && !edge.isEmpty(); step++) {
            List<Long> next = new ArrayList<>();
            for (long at : edge) {
                neighbours.getOrDefault(at, Set.of()).stream().filter(reached::add).forEach(next::add);
            }
            edge = next;
        }
        return of(session, reached, keys, limit);
    }

    /** The tables of a schema; partitions stand for nothing of their own and are left out. */
    public static CatalogDiagram ofSchema(Session session, String schema, int limit) {
        List<Long> oids = session.list("""
                select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = ? and c.relkind in ('r', 'p', 'f') and not c.relispartition order by c.relname""", row -> row.getLong(1), schema);
        return of(session, new LinkedHashSet<>(oids), CatalogForeignKey.all(session), limit);
    }

    private static CatalogDiagram of(Session session, Set<Long> wanted, List<CatalogForeignKey> keys, int limit) {
        List<Long> shown = wanted.stream().limit(limit).toList();
        Set<Long> kept = new HashSet<>(shown);
        List<CatalogForeignKey> between = keys.stream().filter(key -> kept.contains(key.from().oid()) && kept.contains(key.to().oid())).toList();
        return new CatalogDiagram(tables(session, shown), between, wanted.size() - shown.size());
    }

    private record Line(long oid, String schema, String table, String kind, Optional<Column> column) {}

    private static List<Table> tables(Session session, List<Long> oids) {
        Map<Long, List<Line>> lines = session.list(COLUMNS, CatalogDiagram::line, array(oids), array(oids)).stream()
                .collect(Collectors.groupingBy(Line::oid));
        return oids.stream().filter(lines::containsKey).map(oid -> table(lines.get(oid))).toList();
    }

    private static Table table(List<Line> lines) {
        Line first = lines.getFirst();
        return new Table(first.oid(), first.schema(), first.table(), CatalogRelation.Kind.of(first.kind()),
                lines.stream().flatMap(line -> line.column().stream()).toList());
    }

    /** As PostgreSQL writes an array: the numbers are ours, nothing in them needs quotes. */
    private static String array(Collection<Long> oids) {
        return "{" + String.join(",", oids.stream().map(String::valueOf).toList()) + "}";
    }

    private static final String COLUMNS = """
            with keys as (
                select c.conrelid, c.contype, k.n, cardinality(c.conkey) as width
                from pg_constraint c cross join unnest(c.conkey) k(n)
                where c.contype in ('p', 'u', 'f') and c.conrelid = any (?::oid[])
            )
            select c.oid, n.nspname, c.relname, c.relkind::text, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   exists (select from keys k where k.conrelid = c.oid and k.n = a.attnum and k.contype = 'p'),
                   exists (select from keys k where k.conrelid = c.oid and k.n = a.attnum and k.contype = 'f'),
                   exists (select from keys k where k.conrelid = c.oid and k.n = a.attnum and k.contype = 'u' and k.width = 1)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.oid = any (?::oid[])
            order by n.nspname, c.relname, a.attnum""";

    private static Line line(ResultSet row) throws SQLException {
        Optional<Column> column = row.getString(5) == null ? Optional.empty()
                : Optional.of(new Column(row.getString(5), row.getString(6), row.getBoolean(7), row.getBoolean(8), row.getBoolean(9), row.getBoolean(10)));
        return new Line(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), column);
    }
}
