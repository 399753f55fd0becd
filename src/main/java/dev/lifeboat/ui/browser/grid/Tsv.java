package dev.lifeboat.ui.browser.grid;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows as a spreadsheet takes them from the clipboard: tabs between values, a value with a tab, a line break or a
 * double quote in double quotes. NULL is nothing; the empty text is two double quotes, so that the two differ.
 */
public final class Tsv {
    private Tsv() {}

    /** @param rows the values, null for NULL */
    public static String of(List<String> names, List<List<String>> rows) {
        return line(names) + of(rows);
    }

    /** Without a first line of names. */
    static String of(List<List<String>> rows) {
        return rows.stream().map(Tsv::line).collect(Collectors.joining());
    }

    private static String line(List<String> values) {
        return values.stream().map(Tsv::value).collect(Collectors.joining("\t", "", "\n"));
    }

    private static String value(String text) {
        if (text == null) return "";
        boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == '\t' || c == '\n' || c == '\r' || c == '"');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
