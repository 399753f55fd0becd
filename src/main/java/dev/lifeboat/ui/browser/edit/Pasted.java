package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.ui.common.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows from the clipboard, as spreadsheets and this program put them there: values between tabs, or between commas where there
 * is no tab, in double quotes where they hold such a mark. When half of the first line names columns it is the heading,
 * otherwise the values belong to the columns in their order. Nothing between the marks is the column's default, or NULL where
 * it has none; two double quotes are the empty text.
 *
 * @param columns  of the values that are used
 * @param rows     each with its values by column
 * @param problems one sentence each
 */
record Pasted(boolean heading, List<CatalogColumn> columns, List<Map<String, Value>> rows, List<String> problems) {

    /** @param quoted whether it stood in double quotes */
    private record Field(String text, boolean quoted) {}

    static Pasted read(String clipboard, CatalogTable table, EditRules rules) {
        var lines = lines(clipboard);
        var problems = new ArrayList<String>();
        boolean heading = !lines.isEmpty() && 2 * lines.getFirst().stream().filter(field -> named(table, field.text()).isPresent()).count() >= lines.getFirst().size();
        List<Optional<CatalogColumn>> columns = new ArrayList<>();
        if (heading) lines.removeFirst().forEach(field -> {
            columns.add(named(table, field.text()));
            if (columns.getLast().isEmpty()) problems.add(Messages.text("edit.paste.unknown", field.text()));
        });
        else table.columns().forEach(column -> columns.add(Optional.of(column)));
        for (int i = 0; i < columns.size(); i++) {
            var reason = columns.get(i).flatMap(rules::insert);
            if (reason.isPresent()) columns.set(i, Optional.empty());
            if (reason.isPresent() && heading) problems.add(Messages.text("edit.paste.ignored", reason.get()));
        }
        var rows = new ArrayList<Map<String, Value>>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).size() > columns.size()) problems.add(Messages.text("edit.paste.tooMany", i + 1, lines.get(i).size(), columns.size()));
            rows.add(row(lines.get(i), columns));
        }
        return new Pasted(heading, columns.stream().flatMap(Optional::stream).toList(), rows, problems);
    }

    private static Map<String, Value> row(List<Field> fields, List<Optional<CatalogColumn>> columns) {
        var values = new HashMap<String, Value>();
        for (int i = 0; i < Math.min(fields.size(), columns.size()); i++) {
            var field = fields.get(i);
            columns.get(i).ifPresent(column -> {
                boolean nothing = field.text().isEmpty() && !field.quoted();
                boolean made = column.defaultValue().isPresent() || column.origin() != CatalogColumn.Origin.PLAIN;
                if (!nothing) values.put(column.name(), new Value.Text(field.text()));
                else if (!made) values.put(column.name(), new Value.Null());
            });
        }
        return values;
    }

    private static Optional<CatalogColumn> named(CatalogTable table, String text) {
        return table.columns().stream().filter(column -> column.name().equals(text)).findFirst()
                .or(() -> table.columns().stream().filter(column -> column.name().equalsIgnoreCase(text.strip())).findFirst());
    }

    private static List<List<Field>> lines(String text) {
        char mark = text.indexOf('\t') >= 0 ? '\t' : ',';
        var lines = new ArrayList<List<Field>>();
        var line = new ArrayList<Field>();
        int at = 0;
        while (at < text.length()) {
            boolean quoted = text.charAt(at) == '"';
            int end = quoted ? endOfQuoted(text, at) : endOf(text, at, mark);
            line.add(new Field(quoted ? text.substring(at + 1, Math.max(at + 1, end - 1)).replace("\"\"", "\"") : text.substring(at, end), quoted));
            at = end;
            boolean more = at < text.length() && text.charAt(at) == mark;
            if (more) {
                at++;
                if (at == text.length()) line.add(new Field("", false));
                continue;
            }
            if (at < text.length() && text.charAt(at) == '\r') at++;
            if (at < text.length() && text.charAt(at) == '\n') at++;
            boolean blank = line.size() == 1 && line.getFirst().text().isEmpty() && !quoted;
            if (!blank) lines.add(line);
            line = new ArrayList<>();
        }
        if (!line.isEmpty()) lines.add(line);
        return lines;
    }

    private static int endOf(String text, int from, char mark) {
        int at = from;
        while (at < text.length() && text.charAt(at) != mark && text.charAt(at) != '\n' && text.charAt(at) != '\r') at++;
        return at;
    }

    private static int endOfQuoted(String text, int from) {
        int at = from + 1;
        while (at < text.length()) {
            if (text.charAt(at) != '"') at++;
            else if (at + 1 < text.length() && text.charAt(at + 1) == '"') at += 2;
            else return at + 1;
        }
        return text.length();
    }
}
