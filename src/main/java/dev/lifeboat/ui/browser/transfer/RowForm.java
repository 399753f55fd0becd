package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.postgres.CatalogColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What rows look like as text. Each form is written in one place, for files and for the clipboard. */
public sealed interface RowForm {
    /**
     * RFC 4180: lines end in CR LF, a value is quoted where it has to be. The empty text is two double quotes, so that
     * NULL can be nothing.
     *
     * @param header   whether the names of the columns stand first
     * @param nullText what NULL is; a text that looks the same is quoted
     * @param mark     whether the byte order mark stands before all, by which some spreadsheets know UTF-8
     */
    record Csv(char delimiter, boolean header, String nullText, boolean mark) implements RowForm {}

    /**
     * Objects with the names of the columns; numbers, booleans and documents as such, everything else as text.
     *
     * @param lines one object a line, instead of one array
     */
    record Json(boolean lines) implements RowForm {}

    /**
     * Insert statements; columns that the database makes itself are left out.
     *
     * @param schema empty where the name alone is to be looked up
     * @param rows   at most so many in one statement
     */
    record Inserts(String schema, String table, int rows) implements RowForm {}

    /** Writes rows of these columns. @param out is not closed */
    default RowWriter writer(List<CatalogColumn> columns, Appendable out) {
        return switch (this) {
            case Csv csv -> new CsvRows(csv, columns, out);
            case Json json -> new JsonRows(json, columns, out);
            case Inserts inserts -> new InsertRows(inserts, columns, out);
        };
    }

    /** A few rows. @param rows the values in PostgreSQL's text form, null for NULL */
    default String text(List<CatalogColumn> columns, List<List<String>> rows) {
        var out = new StringBuilder();
        try {
            var writer = writer(columns, out);
            writer.begin();
            for (var row : rows) writer.row(row);
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** How names of such files end. */
    default String ending() {
        return switch (this) {
            case Csv(char delimiter, boolean _, String _, boolean _) -> delimiter == '\t' ? "tsv" : "csv";
            case Json(boolean lines) -> lines ? "jsonl" : "json";
            case Inserts _ -> "sql";
        };
    }
}
