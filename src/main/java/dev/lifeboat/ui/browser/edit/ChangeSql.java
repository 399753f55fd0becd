package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.orm.query.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statement of one change, twice: as it is sent, with its values bound, and as a person reads it, with them written out.
 * An update or delete finds its row by the key and by what the changed columns held: when somebody else changed them
 * meanwhile it finds none. Values that were not read whole are compared by their MD5.
 *
 * @param text   with named parameters
 * @param values a name, its value, a name, its value ...
 */
record ChangeSql(String text, List<Object> values, String literal) {
    private static final Set<String> EXACT_NUMBERS = Set.of("smallint", "integer", "bigint", "numeric");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    static ChangeSql of(Staged staged) {
        var out = new Writing(staged.table());
        switch (staged.change()) {
            case RowChange.Inserted(_, var given) -> out.insert(given);
            case RowChange.Updated(var key, var cells) -> out.update(key, cells);
            case RowChange.Deleted(var key, var before) -> out.delete(key, before);
        }
        return new ChangeSql(out.text.toString(), out.values, out.literal.toString());
    }

    /** All statements of a stage as they run. */
    static String script(Stage stage) {
        return stage.changes().stream().map(staged -> of(staged).literal() + ";\n").collect(Collectors.joining("\n", "BEGIN;\n\n", "\nCOMMIT;\n"));
    }

    private static final class Writing {
        private final CatalogTable table;
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder literal = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        Writing(CatalogTable table) {
            this.table = table;
        }

        private Writing raw(String sql) {
            text.append(sql);
            literal.append(sql);
            return this;
        }

        /** A text that the server reads as it is. */
        private Writing bind(String value) {
            text.append(':').append(name(value));
            literal.append(quoted(value));
            return this;
        }

        /** A value of the column's type. Without its limits: with them an explicit cast would cut what is too long. */
        private Writing bind(CatalogColumn column, String value) {
            text.append("cast(:").append(name(value)).append(" as ").append(column.castType()).append(')');
            boolean bare = EXACT_NUMBERS.contains(column.castType()) && NUMBER.matcher(value).matches()
                    || column.castType().equals("boolean") && (value.equals("true") || value.equals("false"));
            literal.append(bare ? value : column.family() == CatalogColumn.Family.TEXT ? quoted(value) : quoted(value) + "::" + column.castType());
            return this;
        }

        private String name(String value) {
            String name = "v" + values.size() / 2;
            values.add(name);
            values.add(value);
            return name;
        }

        private Writing given(CatalogColumn column, Value value) {
            return switch (value) {
                case Value.Text(var given) -> bind(column, given);
                case Value.Null() -> raw("NULL");
                case Value.Default() -> raw("DEFAULT");
                case Value.Now() -> raw("CURRENT_TIMESTAMP");
            };
        }

        void insert(Map<String, Value> given) {
            var columns = table.columns().stream()
                    .filter(column -> given.containsKey(column.name()) && !(given.get(column.name()) instanceof Value.Default)).toList();
            raw("INSERT INTO ").raw(tableName());
            if (columns.isEmpty()) {
                raw(" DEFAULT VALUES");
                return;
            }
            raw(" (").raw(columns.stream().map(column -> Names.quoted(column.name())).collect(Collectors.joining(", "))).raw(")\nVALUES (");
            for (int i = 0; i < columns.size(); i++) raw(i > 0 ? ", " : "").given(columns.get(i), given.get(columns.get(i).name()));
            raw(")");
        }

        void update(List<String> key, Map<String, RowChange.CellChange> cells) {
            raw("UPDATE ").raw(tableName()).raw("\nSET ");
            boolean first = true;
            for (var column : changed(cells.keySet())) {
                raw(first ? "" : ", ").raw(Names.quoted(column.name())).raw(" = ").given(column, cells.get(column.name()).after());
                first = false;
            }
            where(key);
            for (var column : changed(cells.keySet())) held(column, cells.get(column.name()).before());
        }

        void delete(List<String> key, Map<String, Original> before) {
            raw("DELETE FROM ").raw(tableName());
            where(key);
            for (var column : changed(before.keySet())) held(column, before.get(column.name()));
        }

        private List<CatalogColumn> changed(Set<String> names) {
            return table.columns().stream().filter(column -> names.contains(column.name())).toList();
        }

        private void where(List<String> key) {
            for (int i = 0; i < key.size(); i++) {
                raw(i == 0 ? "\nWHERE " : " AND ").raw(Names.quoted(table.key().get(i))).raw(" = ").bind(table.column(table.key().get(i)), key.get(i));
            }
        }

        /** Compared as text, because not every type can be compared; char(n) is not, because as a text it loses its blanks. */
        private void held(CatalogColumn column, Original before) {
            String name = Names.quoted(column.name());
            boolean binary = column.family() == CatalogColumn.Family.BINARY;
            if (before.hash().isPresent()) {
                raw("\n  AND md5(").raw(binary ? name : name + "::text").raw(") = ").bind(before.hash().get());
                return;
            }
            boolean itself = binary || column.castType().equals("bpchar");
            raw("\n  AND ").raw(itself ? name : name + "::text").raw(" IS NOT DISTINCT FROM ");
            if (before.isNull()) raw("NULL");
            else if (itself) bind(column, before.text().get());
            else bind(before.text().get());
        }

        private String tableName() {
            return Names.quoted(table.schema(), table.name());
        }

        /** With a backslash the text is written so that it means the same whatever standard_conforming_strings says. */
        private static String quoted(String value) {
            String doubled = value.replace("'", "''");
            return value.contains("\\") ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
        }
    }
}
