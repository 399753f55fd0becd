package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogColumn.Family;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.engine.postgres.Sql;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.io.JsonStringEncoder;

/** What rows become in the clipboard. Values are in PostgreSQL's text form, null for NULL. */
public enum CopyForm {
    /** For spreadsheets. */
    TSV,
    /** RFC 4180. NULL is nothing, the empty text two double quotes. */
    CSV,
    /** An array of objects; numbers, booleans and documents as such. */
    JSON,
    /** One statement; columns that the database makes itself are left out. */
    SQL_INSERT,
    MARKDOWN,
    /** What stands behind {@code in}: NULL, which nothing is equal to, is left out. */
    IN_LIST;

    /** One value alone: as it is where the form has no marks for values. @param value null for NULL */
    String value(CatalogColumn column, String value) {
        return switch (this) {
            case TSV, CSV, MARKDOWN -> value == null ? "" : value;
            case JSON -> json(column, value);
            case SQL_INSERT -> literal(column, value);
            case IN_LIST -> value == null ? "()" : "(" + literal(column, value) + ")";
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
            case CSV -> (headers ? List.of(names) : List.<List<String>>of()).stream().map(CopyForm::csv).collect(Collectors.joining())
                    + rows.stream().map(CopyForm::csv).collect(Collectors.joining());
            case JSON -> rows.stream().map(row -> "  {" + joined(columns, row, (column, value) -> quoted(column.name()) + ": " + json(column, value)) + "}")
                    .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
            case SQL_INSERT -> insert(table, columns, rows);
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

    private static String csv(List<String> values) {
        Function<String, String> one = value -> value == null ? "" : value.isEmpty() || value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + value.replace("\"", "\"\"") + '"' : value;
        return values.stream().map(one).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String json(CatalogColumn column, String value) {
        if (value == null) return "null";
        boolean number = column.family() == Family.NUMBER && value.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
        return number || column.family() == Family.BOOLEAN || column.family() == Family.JSON ? value : quoted(value);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }

    private static String literal(CatalogColumn column, String value) {
        if (value == null) return "null";
        boolean number = column.family() == Family.NUMBER && value.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
        return number || column.family() == Family.BOOLEAN ? value : Sql.text(value);
    }

    private static String insert(CatalogTable table, List<CatalogColumn> columns, List<List<String>> rows) {
        var written = IntStream.range(0, columns.size()).filter(i -> columns.get(i).origin() != CatalogColumn.Origin.GENERATED).boxed().toList();
        String names = written.stream().map(i -> Sql.name(columns.get(i).name())).collect(Collectors.joining(", "));
        boolean identity = written.stream().anyMatch(i -> columns.get(i).origin() == CatalogColumn.Origin.IDENTITY_ALWAYS);
        return "insert into " + Sql.name(table.schema()) + "." + Sql.name(table.name()) + " (" + names + ")"
                + (identity ? " overriding system value" : "") + " values\n"
                + rows.stream().map(row -> "  (" + written.stream().map(i -> literal(columns.get(i), row.get(i))).collect(Collectors.joining(", ")) + ")")
                        .collect(Collectors.joining(",\n")) + ";\n";
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
                .map(row -> columns.size() == 1 ? literal(columns.getFirst(), row.getFirst()) : "(" + joined(columns, row, CopyForm::literal) + ")")
                .distinct().collect(Collectors.joining(", ", "(", ")"));
    }
}
