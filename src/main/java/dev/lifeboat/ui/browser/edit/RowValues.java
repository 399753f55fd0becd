package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.Row;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.ui.browser.read.PageQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of one row as it is now; of those that are very long the beginning, with a hash. */
record RowValues(CatalogTable table, List<String> key) {
    /** Characters of a value that are read whole; half as many bytes. */
    static final int WHOLE = 1_000_000;
    /** Characters up to which a value is compared as it is, so that the statement can be read. */
    private static final int SHORT = 400;

    /** Empty when there is no such row. */
    Optional<Map<String, Original>> read(Db db) {
        Map<String, String> shown = new HashMap<>();
        for (var column : table.columns()) {
            if (!table.key().contains(column.name()) && !padded(column)) shown.put(column.name(), expression(column));
        }
        var source = PageQuery.table(table, table.columns()).showing(shown);
        return db.rows(source).where(PageQuery.is(source, key)).list().stream().findFirst().map(row -> originals(row, shown));
    }

    private Map<String, Original> originals(Row row, Map<String, String> shown) {
        Map<String, Original> found = new HashMap<>();
        for (var column : table.columns()) {
            found.put(column.name(), row.text(column.name())
                    .map(text -> shown.containsKey(column.name()) ? original(text) : Original.whole(text)).orElse(Original.NULL));
        }
        return found;
    }

    /** {@code length:md5:beginning}. */
    private static String expression(CatalogColumn column) {
        String name = Names.quoted(column.name());
        return (column.family() == CatalogColumn.Family.BINARY
                ? "octet_length(%1$s) * 2 || ':' || md5(%1$s) || ':\\x' || encode(substring(%1$s from 1 for %2$d), 'hex')"
                : "length(%1$s::text) || ':' || md5(%1$s::text) || ':' || left(%1$s::text, %3$d)").formatted(name, WHOLE / 2, WHOLE);
    }

    private static Original original(String told) {
        int length = told.indexOf(':');
        int hash = told.indexOf(':', length + 1);
        long characters = Long.parseLong(told.substring(0, length));
        return new Original(Optional.of(told.substring(hash + 1)),
                characters > SHORT ? Optional.of(told.substring(length + 1, hash)) : Optional.empty(), characters <= WHOLE);
    }

    private static boolean padded(CatalogColumn column) {
        return column.castType().equals("bpchar");
    }
}
