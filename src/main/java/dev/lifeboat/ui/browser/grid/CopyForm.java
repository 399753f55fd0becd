package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogColumn.Family;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.ui.browser.transfer.InsertRows;
import dev.lifeboat.ui.browser.transfer.JsonRows;
import dev.lifeboat.ui.browser.transfer.RowForm;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What rows become in the clipboard. Values are in PostgreSQL's text form, null for NULL. */
public enum CopyForm {
    /** For spreadsheets. */
    TSV,
    /** RFC 4180. NULL is nothing, the empty text two double quotes. */
    CSV,
    /** An array of objects; numbers, booleans and documents as such. */
    JSON,
    /** One statement, or several where it would get very long; columns that the database makes itself are left out. */
    SQL_INSERT,
    MARKDOWN,
    /** What stands behind {@code in}: NULL, which nothing is equal to, is left out. */
    IN_LIST;

    /** One value alone: as it is where the form has no marks for values. @param value null for NULL */
    String value(CatalogColumn column, String value) {
        return switch (this) {
            case TSV, CSV, MARKDOWN -> value == null ? "" : value;
            case JSON -> JsonRows.value(column, value);
            case SQL_INSERT -> InsertRows.literal(column, value);
            case IN_LIST -> value == null ? "()" : "(" + InsertRows.literal(column, value) + ")";
        };
    }

    /** Whether it can do without the names of the columns. */
    boolean hasHeaders() {
        return this == TSV || this == CSV || this == MARKDOWN;
    }

    /** @param headers whether the names stand first, where the form can do without */
    String rows(CatalogTable table, List<CatalogColumn> columns, List<List<String>> rows, boolean headers) {
        var names = columns.stream().map(CatalogColumn::name).toList();
        return switch (this) {
            case TSV -> headers ? Tsv.of(names, rows) : Tsv.of(rows);
            case CSV -> new RowForm.Csv(',', headers, "", false).text(columns, rows);
            case JSON -> new RowForm.Json(false).text(columns, rows);
            case SQL_INSERT -> new RowForm.Inserts(table.schema(), table.name(), Integer.MAX_VALUE).text(columns, rows);
            case MARKDOWN -> markdown(columns, names, rows);
            case IN_LIST -> inList(columns, rows);
        };
    }

    private interface Written {
        String of(CatalogColumn column, String value);
    }

    private static String joined(List<CatalogColumn> columns, List<String> row, Written written) {
        return IntStream.range(0, columns.size()).mapToObj(i -> written.of(columns.get(i), row.get(i))).collect(Collectors.joining(", "));
    }

    private static String markdown(List<CatalogColumn> columns, List<String> names, List<List<String>> rows) {
        String line = columns.stream().map(column -> column.family() == Family.NUMBER ? "---:" : "---").collect(Collectors.joining(" | ", "| ", " |\n"));
        Function<List<String>, String> row = values -> values.stream().map(CopyForm::markdown).collect(Collectors.joining(" | ", "| ", " |\n"));
        // A table without headings is none.
        return row.apply(names) + line + rows.stream().map(row).collect(Collectors.joining());
    }

    private static String markdown(String value) {
        return value == null ? "*NULL*" : value.replace("\\", "\\\\").replace("|", "\\|").replace("\r\n", "<br>").replace("\n", "<br>");
    }

    private static String inList(List<CatalogColumn> columns, List<List<String>> rows) {
        return rows.stream().filter(row -> row.stream().noneMatch(value -> value == null))
                .map(row -> columns.size() == 1 ? InsertRows.literal(columns.getFirst(), row.getFirst()) : "(" + joined(columns, row, InsertRows::literal) + ")")
                .distinct().collect(Collectors.joining(", ", "(", ")"));
    }
}
