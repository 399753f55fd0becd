package dev.lifeboat.orm;

import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.query.BoundColumn;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.Columns;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.Text;
import dev.lifeboat.orm.type.Codecs;
import dev.lifeboat.orm.type.TextForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table or view known only at run time. Its values are read, compared and written in PostgreSQL's own text form, so that
 * every type works, also those made by people. Immutable and thread-safe.
 *
 * <p>Pages go by the primary key, or else by a unique index without NULL. An ordinary table without either goes by the
 * rows' physical place ({@code ctid}), which is exact as long as nobody updates the rows meanwhile; backwards, with a
 * condition, and on servers before 14 the server looks at the whole table for each page. Views, partitioned and foreign tables without a key are paged by counting ({@code offset}): slower the further, and rows may be seen twice
 * or not at all when the table changes.
 */
public final class DynamicTable implements Source<Row> {
    private static final Set<String> TEXTUAL = Set.of("text", "character varying", "bpchar");
    private static final DynamicColumn LIES_AT = new DynamicColumn("ctid", "tid", "tid", false, false, true);

    private final String schema;
    private final String name;
    private final List<DynamicColumn> columns;
    private final List<String> key;
    private final boolean places;
    private final Map<String, String> shown;
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * @param key    the columns of a key without NULL; empty when there is none
     * @param places whether rows have a physical place that identifies them: ordinary tables and materialised views
     * @throws UnknownName when a key column is not among the columns
     */
    public DynamicTable(String schema, String name, List<DynamicColumn> columns, List<String> key, boolean places) {
        this(schema, name, columns, key, places, Map.of());
    }

    private DynamicTable(String schema, String name, List<DynamicColumn> columns, List<String> key, boolean places,
            Map<String, String> shown) {
        this.schema = schema;
        this.name = name;
        this.columns = List.copyOf(columns);
        this.key = List.copyOf(key);
        this.places = places;
        this.shown = Map.copyOf(shown);
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i).name(), i);
        }
        key.forEach(this::dynamic);
        shown.keySet().forEach(this::dynamic);
    }

    /**
     * The same table, of whose columns some are read as what an expression makes of them: the beginning of a long text.
     * Conditions and orders still look at the columns themselves. A column that pages are ordered by, as the key is, must
     * be read as it is, because the next page begins after its value. Such a table is not joined.
     *
     * @param expressions SQL of type text by column; never made of what a person typed
     * @throws UnknownName when a name is none of the columns
     */
    public DynamicTable showing(Map<String, String> expressions) {
        return new DynamicTable(schema, name, columns, key, places, expressions);
    }

    /** The schema's name. */
    public String schema() {
        return schema;
    }

    /** The table's name. */
    public String name() {
        return name;
    }

    /** The columns, in the table's order. */
    public List<DynamicColumn> all() {
        return columns;
    }

    /** The columns of the key; empty when rows cannot be told apart, so that none can be edited. */
    public List<String> keyColumns() {
        return key;
    }

    /** A column for conditions, orders and assignments. @throws UnknownName when there is none */
    public Text<Row> col(String column) {
        dynamic(column);
        return Columns.named(column);
    }

    private DynamicColumn dynamic(String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw new UnknownName("there is no column " + Names.quoted(column) + " in " + table());
        }
        return columns.get(position);
    }

    int position(String column) {
        dynamic(column);
        return positions.get(column);
    }

    boolean byPlace() {
        return key.isEmpty() && places;
    }

    @Override
    public String table() {
        return Names.quoted(schema, name);
    }

    @Override
    public String columns(String qualifier) {
        String before = qualifier.isEmpty() ? "" : qualifier + ".";
        List<String> listed = new ArrayList<>(columns.stream().map(column -> selected(before, column)).toList());
        if (byPlace()) {
            listed.add(before + "ctid::text");
        }
        String alias = " as " + Names.quoted(unusedName());
        return listed.isEmpty() ? "null" : listed.stream().map(column -> column + alias).collect(Collectors.joining(", "));
    }

    /**
     * PostgreSQL calls {@code "id"::text} "id" too, and ORDER BY would take that text, '10' before '9', instead of the
     * column: nothing selected bears a column's name. Values are read by position.
     */
    private String unusedName() {
        String name = "_";
        while (positions.containsKey(name)) {
            name += "_";
        }
        return name;
    }

    private String selected(String before, DynamicColumn column) {
        String expression = shown.get(column.name());
        if (expression != null && !before.isEmpty()) {
            throw new IllegalStateException("what is shown in place of " + column.name() + " can be read from the table alone only");
        }
        return expression != null ? expression : before + Names.quoted(column.name()) + (column.padded() ? "" : "::text");
    }

    @Override
    public int width() {
        return Math.max(1, columns.size() + (byPlace() ? 1 : 0));
    }

    /** Its own name, or the same in snake case. */
    @Override
    public Optional<ColumnRef> forComponent(String component) {
        return Stream.of(component, Names.snakeCase(component)).filter(positions::containsKey).findFirst().map(ColumnRef.Named::new);
    }

    @Override
    public BoundColumn column(ColumnRef ref) {
        if (!(ref instanceof ColumnRef.Named(var column))) {
            throw new UnknownName(ref + " is not a column of " + table());
        }
        boolean place = byPlace() && column.equals(LIES_AT.name());
        DynamicColumn known = place ? LIES_AT : dynamic(column);
        return new BoundColumn(place ? "ctid" : Names.quoted(column), Codecs.erased(new TextForm(known.cast())),
                known.nullable(), TEXTUAL.contains(known.cast()));
    }

    @Override
    public List<ColumnRef> key() {
        return byPlace() ? List.of(PLACE)
                : key.stream().<ColumnRef>map(ColumnRef.Named::new).toList();
    }

    @Override
    public Optional<ColumnRef> deletedAt() {
        return Optional.empty();
    }

    @Override
    public List<String> alwaysSet(List<ColumnRef> assigned, String qualifier) {
        return List.of();
    }

    @Override
    public Reader<Row> reader(int skipped) {
        return result -> {
            String[] texts = new String[columns.size() + (byPlace() ? 1 : 0)];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = result.getString(skipped + i + 1);
            }
            return new Row(this, texts);
        };
    }

    @Override
    public String text(Row row, ColumnRef ref) {
        String column = ((ColumnRef.Named) ref).column();
        return byPlace() && column.equals(LIES_AT.name()) ? row.at(columns.size()) : row.at(position(column));
    }
}
