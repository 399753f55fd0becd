package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.engine.postgres.CatalogDiagram;
import dev.lifeboat.engine.postgres.CatalogForeignKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A diagram as Mermaid's {@code erDiagram}. Names there are letters, digits and underscores; others are rewritten so
 * that they stay distinct, and shown as they are: of a table in brackets, of a column as its comment.
 */
final class Mermaid {
    private Mermaid() {}

    static String of(CatalogDiagram diagram) {
        boolean severalSchemas = diagram.tables().stream().map(CatalogDiagram.Table::schema).distinct().count() > 1;
        Map<Long, String> names = new HashMap<>();
        Set<String> taken = new HashSet<>();
        List<String> lines = new ArrayList<>(List.of("erDiagram"));
        for (var table : diagram.tables()) {
            String shown = severalSchemas ? table.schema() + "." + table.name() : table.name();
            String name = distinct(word(shown), taken);
            names.put(table.oid(), name);
            lines.add("    " + name + (name.equals(shown) ? "" : "[\"" + quoted(shown) + "\"]") + (table.columns().isEmpty() ? "" : " {"));
            Set<String> columns = new HashSet<>();
            table.columns().forEach(column -> lines.add("        " + column(column, columns)));
            if (!table.columns().isEmpty()) lines.add("    }");
        }
        diagram.keys().forEach(key -> lines.add("    " + relationship(key, names)));
        return String.join("\n", lines) + "\n";
    }

    private static String relationship(CatalogForeignKey key, Map<Long, String> names) {
        String one = key.mandatory() ? "||" : "|o";
        String many = key.single() ? "o|" : "o{";
        return names.get(key.to().oid()) + " " + one + "--" + many + " " + names.get(key.from().oid()) + " : \"" + quoted(String.join(", ", key.from().columns())) + "\"";
    }

    private static String column(CatalogDiagram.Column column, Set<String> taken) {
        String name = distinct(word(column.name()), taken);
        List<String> keys = new ArrayList<>();
        if (column.primary()) keys.add("PK");
        if (column.refers()) keys.add("FK");
        if (column.unique()) keys.add("UK");
        return word(column.type()) + " " + name + (keys.isEmpty() ? "" : " " + String.join(", ", keys))
                + (name.equals(column.name()) ? "" : " \"" + quoted(column.name()) + "\"");
    }

    /** Letters, digits and underscores, beginning with a letter. */
    private static String word(String text) {
        String word = text.replaceAll("[^A-Za-z0-9_]+", "_");
        if (word.length() > 1) word = word.replaceAll("_$", "");
        return word.isEmpty() || !Character.isLetter(word.charAt(0)) ? "t_" + word.replaceFirst("^_+", "") : word;
    }

    private static String distinct(String word, Set<String> taken) {
        String name = word;
        for (int i = 2; !taken.add(name); i++) name = word + "_" + i;
        return name;
    }

    private static String quoted(String text) {
        return text.replace('"', '\'').replaceAll("\\p{Cntrl}", " ");
    }
}
