package dev.lifeboat.orm.query;

import java.util.List;

/**
 * A table in its place.
 *
 * @param qualifier what its columns are called by; empty where nothing else is read
 * @param item      how it stands in FROM
 */
record PlacedTable(Source<?> source, String qualifier, String item) implements Placed {
    @Override
    public BoundColumn column(ColumnRef ref) {
        BoundColumn column = source.column(ref);
        return qualifier.isEmpty() ? column : column.of(qualifier);
    }

    @Override
    public List<EmbeddedPart> embedded(ColumnRef ref) {
        return source.embedded(ref);
    }

    @Override
    public Scope fromInside() {
        return qualifier.isEmpty() ? new PlacedTable(source, source.table(), item) : this;
    }

    @Override
    public String columns() {
        return source.columns(qualifier);
    }

    @Override
    public void from(SqlWriter out) {
        out.raw(item);
    }

    @Override
    public String updated() {
        return item;
    }

    /** The place of a row is no column and would get lost. */
    @Override
    public String everything() {
        String place = source.key().contains(Source.PLACE) ? ", " + qualifier + ".ctid" : "";
        return qualifier + ".*" + place;
    }

    @Override
    public PlacedTable under(String alias) {
        return new PlacedTable(source, alias, "");
    }

    @Override
    public PlacedTable within(String alias) {
        if (source.key().contains(Source.PLACE)) {
            throw new IllegalArgumentException(source.table() + " has no key, and only tables with one can be joined in a subquery");
        }
        return new PlacedTable(source, "(" + alias + "." + name() + ")", "");
    }

    /** What it is called as such a column. */
    String name() {
        return qualifier.replaceAll("[().]", "");
    }

    @Override
    public List<PlacedTable> tables() {
        return List.of(this);
    }

    @Override
    public List<String> lockable() {
        return qualifier.isEmpty() || item.isEmpty() || item.startsWith("(") ? List.of() : List.of(qualifier);
    }
}
