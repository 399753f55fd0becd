package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What must be known of a relation to read its rows: one statement finds it.
 *
 * @param columns in their order
 * @param key     the columns that tell the rows apart: the primary key, else a unique index over columns that are never
 *                null; empty when there is none
 * @param places  whether each row has a physical place that nothing else has (ctid): not so for views, foreign tables and
 *                tables that show the rows of others, such as partitioned ones
 */
public record CatalogTable(long oid, String schema, String name, CatalogRelation.Kind kind, List<CatalogColumn> columns, List<String> key, boolean places) {

    public CatalogTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** @throws java.util.NoSuchElementException when there is no such column */
    public CatalogColumn column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
    }

    private record Keyed(CatalogColumn column, int position, String kind, String schema, String table, boolean places) {}

    /** @throws Failure.NotFound when the relation is gone */
    public static CatalogTable read(Session session, CatalogRelation relation) {
        List<Keyed> found = session.list(COLUMNS, CatalogTable::keyed, relation.oid(), relation.oid());
        if (found.isEmpty() && !session.is("select true from pg_class where oid = ?", relation.oid())) {
            throw new Failure.NotFound("\"" + relation.schema() + "." + relation.name() + "\" is not there any more.", "Refresh the list.");
        }
        List<String> key = found.stream().filter(keyed -> keyed.position() > 0).sorted(Comparator.comparingInt(Keyed::position))
                .map(keyed -> keyed.column().name()).toList();
        Optional<Keyed> first = found.stream().findFirst();
        return new CatalogTable(relation.oid(), first.map(Keyed::schema).orElse(relation.schema()), first.map(Keyed::table).orElse(relation.name()),
                first.map(keyed -> CatalogRelation.Kind.of(keyed.kind())).orElse(relation.kind()),
                found.stream().map(Keyed::column).toList(), key, first.map(Keyed::places).orElse(false));
    }

    /**
     * Two columns came with later versions (attgenerated with 12, indnkeyatts with 11): to_jsonb answers null where a plain
     * name would be an error. A type has an order when it, or what it is stored as, has a default operator class for b-trees.
     */
    private static final String COLUMNS = """
            with keyed as (
                select i.indkey, coalesce((to_jsonb(i) ->> 'indnkeyatts')::int, i.indnatts) as columns
                from pg_index i
                where i.indrelid = ? and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null and i.indexprs is null
                  and not exists (select from unnest(i.indkey::int2[]) k join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k where not a.attnotnull)
                order by i.indisprimary desc, i.indnatts, i.indexrelid limit 1
            )
            select a.attname, format_type(a.atttypid, a.atttypmod), format_type(b.oid, -1), b.typcategory::text, b.typname, a.attnotnull,
                   pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, coalesce(to_jsonb(a) ->> 'attgenerated', ''), col_description(c.oid, a.attnum),
                   b.typtype in ('e', 'r', 'm') or exists (
                       select from pg_opclass o join pg_am m on m.oid = o.opcmethod and m.amname = 'btree'
                       where o.opcdefault and (o.opcintype = e.oid or exists (
                           select from pg_cast k where k.castsource = e.oid and k.casttarget = o.opcintype and k.castmethod = 'b' and k.castcontext = 'i'))),
                   coalesce((select array_position(k.indkey::int2[], a.attnum) + 1 from keyed k
                             where array_position(k.indkey::int2[], a.attnum) < k.columns), 0),
                   c.relkind::text, n.nspname, c.relname,
                   c.relkind in ('r', 'm') and not exists (select from pg_inherits h where h.inhparent = c.oid)
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            join pg_type t on t.oid = a.atttypid
            join pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
            join pg_type e on e.oid = case when b.typcategory = 'A' and b.typelem <> 0 then b.typelem else b.oid end
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
            where c.oid = ?
            order by a.attnum""";

    private static Keyed keyed(ResultSet row) throws SQLException {
        CatalogColumn column = new CatalogColumn(row.getString(1), row.getString(2), row.getString(3), family(row.getString(4), row.getString(5)),
                row.getBoolean(6), Optional.ofNullable(row.getString(7)), origin(row.getString(8), row.getString(9)),
                Optional.ofNullable(row.getString(10)), row.getBoolean(11));
        return new Keyed(column, row.getInt(12), row.getString(13), row.getString(14), row.getString(15), row.getBoolean(16));
    }

    /** @param category pg_type.typcategory */
    private static CatalogColumn.Family family(String category, String type) {
        return switch (type) {
            case "json", "jsonb" -> CatalogColumn.Family.JSON;
            case "bytea" -> CatalogColumn.Family.BINARY;
            default -> switch (category) {
                case "S" -> CatalogColumn.Family.TEXT;
                case "N" -> CatalogColumn.Family.NUMBER;
                case "B" -> CatalogColumn.Family.BOOLEAN;
                case "D", "T" -> CatalogColumn.Family.TIME;
                case "A" -> CatalogColumn.Family.ARRAY;
                default -> CatalogColumn.Family.OTHER;
            };
        };
    }

    private static CatalogColumn.Origin origin(String identity, String generated) {
        if (!generated.isEmpty()) {
            return CatalogColumn.Origin.GENERATED;
        }
        return switch (identity) {
            case "a" -> CatalogColumn.Origin.IDENTITY_ALWAYS;
            case "d" -> CatalogColumn.Origin.IDENTITY_BY_DEFAULT;
            default -> CatalogColumn.Origin.PLAIN;
        };
    }
}
