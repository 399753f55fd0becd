package dev.lifeboat.cli;

import dev.lifeboat.engine.postgres.dump.TablePage;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.SetContents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lies in a backup set, in words and as JSON. */
final class LookText {

    /** A value is shown so far; the whole of it is in the JSON. */
    private static final int LONGEST = 60;

    private final Words words;

    LookText(Words words) {
        this.words = words;
    }

    String of(BackupSet set, Manifest.DatabaseRecord database) {
        StringBuilder text = new StringBuilder("Database " + database.facts().name() + ": " + words.count(database.tables().size(), "table") + ", "
                + words.count(database.rows(), "row") + ", " + words.size(database.facts().sizeBytes()) + " on the server, "
                + words.size(storedBytes(set, database)) + " in the set\n");
        if (!database.tables().isEmpty()) {
            Table tables = new Table("  ", "TABLE", ">ROWS");
            database.tables().forEach(table -> tables.row(printable(table.schema() + "." + table.name()), words.count(table.rows())));
            text.append(tables);
        }
        return text.toString();
    }

    Map<String, Object> json(BackupSet set, List<Manifest.DatabaseRecord> databases) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", set.id());
        json.put("databases", databases.stream().map(database -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", database.facts().name());
            one.put("sizeBytes", database.facts().sizeBytes());
            one.put("storedBytes", storedBytes(set, database));
            one.put("rows", database.rows());
            one.put("tables", database.tables());
            return one;
        }).toList());
        return json;
    }

    private static long storedBytes(BackupSet set, Manifest.DatabaseRecord database) {
        return set.manifest().members().stream().filter(member -> member.path().equals(database.member())).mapToLong(Manifest.Member::sizeBytes).sum();
    }

    String of(SetContents.Located where, TablePage page) {
        StringBuilder text = new StringBuilder();
        if (!page.rows().isEmpty() && !page.columns().isEmpty()) {
            Table rows = new Table("", page.columns().stream().map(LookText::heading).toArray(String[]::new));
            page.rows().forEach(row -> rows.row(row.stream().map(LookText::cell).toArray(String[]::new)));
            text.append(rows).append("\n");
        }
        String name = printable(where.table().schema() + "." + where.table().name());
        long last = page.offset() + page.rows().size();
        text.append(page.rows().isEmpty() ? "No rows" : "Rows " + words.count(page.offset() + 1) + " to " + words.count(last))
                .append(" of ").append(words.count(where.table().rows())).append(" in ").append(name).append(".");
        return text.append(page.more() ? " Go on with --offset " + last + ".\n" : "\n").toString();
    }

    Map<String, Object> json(BackupSet set, SetContents.Located where, TablePage page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", set.id());
        json.put("database", where.database().facts().name());
        json.put("schema", where.table().schema());
        json.put("table", where.table().name());
        json.put("tableRows", where.table().rows());
        json.put("columns", page.columns());
        json.put("offset", page.offset());
        json.put("rows", page.rows());
        json.put("more", page.more());
        return json;
    }

    /** A {@code >} in front would be taken for an alignment. */
    private static String heading(String column) {
        String name = printable(column);
        return name.isEmpty() || name.startsWith(">") ? "\"" + name + "\"" : name;
    }

    /** NULL bare; a text that reads so, in quotes. */
    private static String cell(Optional<String> value) {
        return value.map(text -> text.equals("NULL") ? "\"NULL\"" : shortened(printable(text))).orElse("NULL");
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** On one line, and with nothing that a terminal would obey. */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), 2 * LONGEST));
        text.codePoints().limit(2L * LONGEST).forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        shown.append("\\x%02x".formatted(c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        });
        return shown.toString();
    }
}
