package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.orm.Db;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What this user may do with the rows of a table, and what only the catalogs know of its columns.
 *
 * @param columns by name
 */
public record TableRights(boolean delete, Map<String, Column> columns) {

    /**
     * @param choices  the values of an enum, in their order; empty for other types
     * @param isUnique whether the column is part of a unique index
     */
    public record Column(String name, boolean update, boolean insert, List<String> choices, boolean isUnique, boolean deleteRows) {}

    static TableRights read(Db db, CatalogTable table) {
        var columns = db.sql("""
                select a.attname::text as name, has_column_privilege(a.attrelid, a.attnum, 'update') as "update",
                       has_column_privilege(a.attrelid, a.attnum, 'insert') as "insert",
                       array(select e.enumlabel::text from pg_enum e where e.enumtypid = case when t.typtype = 'd' then t.typbasetype else t.oid end
                             order by e.enumsortorder) as choices,
                       exists (select from pg_index i where i.indrelid = a.attrelid and i.indisunique and a.attnum = any(i.indkey::int2[])) as is_unique,
                       has_table_privilege(a.attrelid, 'delete') as delete_rows
                from pg_attribute a join pg_type t on t.oid = a.atttypid
                where a.attrelid = cast(:oid as oid) and a.attnum > 0 and not a.attisdropped""", "oid", table.oid()).as(Column.class);
        return new TableRights(columns.stream().anyMatch(Column::deleteRows), columns.stream().collect(Collectors.toMap(Column::name, Function.identity())));
    }
}
