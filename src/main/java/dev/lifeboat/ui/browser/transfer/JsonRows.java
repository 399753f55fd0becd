package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogColumn.Family;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tools.jackson.core.io.JsonStringEncoder;

/** {@link RowForm.Json}. */
public final class JsonRows implements RowWriter {
    private final boolean lines;
    private final List<CatalogColumn> columns;
    private final List<String> names;
    private final Appendable out;
    private boolean any;

    JsonRows(RowForm.Json form, List<CatalogColumn> columns, Appendable out) {
        lines = form.lines();
        this.columns = columns;
        this.out = out;
        names = names(columns).stream().map(JsonRows::quoted).toList();
    }

    /** Statements may have several columns of one name; an object has not. */
    private static List<String> names(List<CatalogColumn> columns) {
        var used = new HashSet<String>();
        var names = new ArrayList<String>();
        for (var column : columns) {
            String name = column.name();
            for (int i = 2; !used.add(name); i++) name = column.name() + "_" + i;
            names.add(name);
        }
        return names;
    }

    @Override
    public void begin() throws IOException {
        if (!lines) out.append("[\n");
    }

    @Override
    public void row(List<String> values) throws IOException {
        if (!lines) out.append(any ? ",\n  " : "  ");
        any = true;
        out.append('{');
        for (int i = 0; i < values.size(); i++) {
            String value = value(columns.get(i), values.get(i));
            // Within a document line breaks are nothing but blanks: those in its texts are written as \n.
            if (lines && columns.get(i).family() == Family.JSON) value = value.replace('\n', ' ').replace('\r', ' ');
            out.append(i > 0 ? ", " : "").append(names.get(i)).append(": ").append(value);
        }
        out.append(lines ? "}\n" : "}");
    }

    @Override
    public void end() throws IOException {
        if (!lines) out.append("\n]\n");
    }

    /** One value alone. @param value null for NULL */
    public static String value(CatalogColumn column, String value) {
        if (value == null) return "null";
        return switch (column.family()) {
            case NUMBER -> isNumber(value) ? value : quoted(value);
            case BOOLEAN -> truth(value);
            case JSON -> value;
            default -> quoted(value);
        };
    }

    /** Not so: NaN, Infinity, and money. */
    static boolean isNumber(String value) {
        return value.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    }

    /** The driver says {@code t} where a cast says {@code true}. */
    static String truth(String value) {
        return value.startsWith("t") ? "true" : "false";
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
