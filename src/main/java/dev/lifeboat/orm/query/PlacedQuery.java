package dev.lifeboat.orm.query;

import java.util.List;
import java.util.function.Consumer;

/**
 * A subquery in its place in FROM.
 *
 * @param outside its columns as the statement around it calls them
 * @param select  writes it
 */
record PlacedQuery(String alias, Placed outside, Consumer<SqlWriter> select, boolean lateral) implements Placed {
    /** A query with all columns of its source. @param more conditions besides its own */
    static PlacedQuery of(String alias, Select<?> query, Placed inside, List<Filter> more, boolean lateral) {
        return new PlacedQuery(alias, inside.under(alias), out -> query.write(out, inside, inside.everything(), more), lateral);
    }

    @Override
    public BoundColumn column(ColumnRef ref) {
        return outside.column(ref);
    }

    @Override
    public List<EmbeddedPart> embedded(ColumnRef ref) {
        return outside.embedded(ref);
    }

    @Override
    public String columns() {
        return outside.columns();
    }

    @Override
    public void from(SqlWriter out) {
        select.accept(out.raw(lateral ? "lateral (" : "("));
        out.raw(") as ").raw(alias);
    }

    @Override
    public String everything() {
        return outside.everything();
    }

    @Override
    public Placed under(String other) {
        return outside.under(other);
    }

    @Override
    public Placed within(String other) {
        return outside.within(other);
    }

    @Override
    public List<PlacedTable> tables() {
        return outside.tables();
    }

    @Override
    public String present() {
        return "(" + alias + " is distinct from null)";
    }
}
