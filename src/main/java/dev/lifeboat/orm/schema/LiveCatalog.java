package dev.lifeboat.orm.schema;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads tables from pg_catalog (manual, chapter "System Catalogs"). The search path must be {@code pg_catalog} alone, so that
 * the server writes every name of ours with its schema.
 *
 * @param spelled turns the names of scratch schemas into the real ones
 */
record LiveCatalog(SchemaConnection db, UnaryOperator<String> spelled) {
    /** A table's name, and nothing else of it. */
    record Found(long oid, String schema, String name, String kind) {}

    private record ColumnRow(long tab, String name, String type, boolean required, String expression, String identity, boolean computed,
            boolean serial) {}

    private record RuleRow(long tab, String name, String kind, String definition, List<String> columns) {}

    private record BuiltRow(long tab, String name, boolean only, String head, String definition, boolean valid, boolean carrying, List<String> columns) {}

    private record FiredRow(long tab, String name, String definition) {}

    private record FunctionRow(String schema, String name, String source) {}

    private record EnumRow(String schema, String name, List<String> labels) {}

    /** All tables, views and the like of schemas. */
    List<Found> relations(List<String> schemas) {
        return db.rows(Found.class, """
                select c.oid::bigint as oid, n.nspname::text as schema, c.relname::text as name, c.relkind::text as kind
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname::text = any(:schemas) and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
                order by c.oid""", "schemas", schemas);
    }

    /** Everything about tables, by their oids. */
    Map<Long, TableState> states(List<Found> tables) {
        List<Long> oids = tables.stream().map(Found::oid).toList();
        Map<Long, List<TableState.Column>> columns = by(columns(oids), ColumnRow::tab, c -> new TableState.Column(c.name, spell(c.type),
                c.required, spell(c.expression), c.identity, c.computed, c.serial));
        Map<Long, List<TableState.Rule>> rules = by(rules(oids), RuleRow::tab, r -> new TableState.Rule(r.name, r.kind, spell(r.definition), r.columns));
        Map<Long, List<TableState.Built>> built = by(built(oids), BuiltRow::tab, b -> new TableState.Built(b.name,
                (b.only ? "UNIQUE " : "") + spell(b.definition.substring(b.head.length())), b.valid, b.carrying, b.columns));
        Map<Long, List<TableState.Fired>> fired = by(fired(oids), FiredRow::tab, f -> new TableState.Fired(f.name, spell(f.definition)));
        return tables.stream().collect(Collectors.toMap(Found::oid, t -> new TableState(t.schema(), t.name(), t.kind(),
                columns.getOrDefault(t.oid(), List.of()), rules.getOrDefault(t.oid(), List.of()),
                built.getOrDefault(t.oid(), List.of()), fired.getOrDefault(t.oid(), List.of()))));
    }

    private List<ColumnRow> columns(List<Long> tables) {
        return db.rows(ColumnRow.class, """
                select a.attrelid::bigint as tab, a.attname::text as name,
                  format_type(a.atttypid, a.atttypmod) || coalesce((select ' COLLATE ' || quote_ident(n.nspname) || '.' || quote_ident(l.collname)
                    from pg_collation l join pg_namespace n on n.oid = l.collnamespace
                    where l.oid = a.attcollation and a.attcollation <> t.typcollation), '') as type,
                  a.attnotnull as required, coalesce(pg_get_expr(d.adbin, d.adrelid), '') as expression, a.attidentity::text as identity,
                  a.attgenerated <> '' as computed,
                  coalesce(pg_get_expr(d.adbin, d.adrelid) like 'nextval(%' and exists(select 1 from pg_depend p join pg_class s on s.oid = p.objid
                    where p.classid = 'pg_class'::regclass and p.refclassid = 'pg_class'::regclass and s.relkind = 'S'
                      and p.deptype = 'a' and p.refobjid = a.attrelid and p.refobjsubid = a.attnum), false) as serial
                from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where a.attrelid = any((:tables)::oid[]) and a.attnum > 0 and not a.attisdropped
                order by a.attrelid, a.attnum""", "tables", tables);
    }

    /** NOT NULL is a column's; since PostgreSQL 18 it stands among the constraints as well. */
    private List<RuleRow> rules(List<Long> tables) {
        return db.rows(RuleRow.class, """
                select c.conrelid::bigint as tab, c.conname::text as name, c.contype::text as kind, pg_get_constraintdef(c.oid) as definition,
                  array(select a.attname::text from unnest(c.conkey) with ordinality k(number, place)
                    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number order by k.place) as columns
                from pg_constraint c
                where c.conrelid = any((:tables)::oid[]) and c.contype in ('p', 'u', 'c', 'f', 'x') and c.coninhcount = 0
                order by c.oid""", "tables", tables);
    }

    private List<BuiltRow> built(List<Long> tables) {
        return db.rows(BuiltRow.class, """
                select i.indrelid::bigint as tab, x.relname::text as name, i.indisunique as only,
                  format('CREATE %sINDEX %I ON %s%I.%I ', case when i.indisunique then 'UNIQUE ' end, x.relname,
                    case when x.relkind = 'I' then 'ONLY ' end, n.nspname, c.relname) as head,
                  pg_get_indexdef(i.indexrelid) as definition, i.indisvalid as valid,
                  exists(select 1 from pg_constraint r where r.conindid = i.indexrelid and r.contype in ('p', 'u', 'x')) as carrying,
                  array(select distinct a.attname::text from pg_depend p join pg_attribute a on a.attrelid = i.indrelid and a.attnum = p.refobjsubid
                    where p.classid = 'pg_class'::regclass and p.objid = i.indexrelid and p.refclassid = 'pg_class'::regclass
                      and p.refobjid = i.indrelid and p.refobjsubid > 0) as columns
                from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid
                  join pg_namespace n on n.oid = c.relnamespace
                where i.indrelid = any((:tables)::oid[]) and not x.relispartition
                order by i.indexrelid""", "tables", tables);
    }

    private List<FiredRow> fired(List<Long> tables) {
        return db.rows(FiredRow.class, """
                select t.tgrelid::bigint as tab, t.tgname::text as name,
                  pg_get_triggerdef(t.oid) || case t.tgenabled when 'O' then '' when 'D' then ' (disabled)' else ' (replicas)' end as definition
                from pg_trigger t where t.tgrelid = any((:tables)::oid[]) and not t.tgisinternal and t.tgparentid = 0
                order by t.oid""", "tables", tables);
    }

    /** The sources of trigger functions, by their names with the schema in front, as {@code public.touch_updated_at}. */
    Map<String, String> functions(List<String> schemas) {
        return db.rows(FunctionRow.class, """
                select quote_ident(n.nspname) as schema, p.proname::text as name, p.prosrc as source
                from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname::text = any(:schemas) and p.pronargs = 0 and p.prorettype = 'trigger'::regtype""", "schemas", schemas)
                .stream().collect(Collectors.toMap(f -> spell(f.schema + ".") + f.name, FunctionRow::source));
    }

    /** The labels of enum types, by their names with the schema in front. */
    Map<String, List<String>> enums(List<String> schemas) {
        return db.rows(EnumRow.class, """
                select quote_ident(n.nspname) as schema, t.typname::text as name,
                  array(select e.enumlabel::text from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder) as labels
                from pg_type t join pg_namespace n on n.oid = t.typnamespace
                where n.nspname::text = any(:schemas) and t.typtype = 'e'""", "schemas", schemas)
                .stream().collect(Collectors.toMap(e -> spell(e.schema + ".") + e.name, EnumRow::labels));
    }

    private String spell(String text) {
        return spelled.apply(text);
    }

    private static <R, S> Map<Long, List<S>> by(List<R> rows, Function<R, Long> table, Function<R, S> state) {
        return rows.stream().collect(Collectors.groupingBy(table, Collectors.mapping(state, Collectors.toList())));
    }
}
