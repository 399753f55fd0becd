package dev.lifeboat.orm.query;

import java.util.List;

/** A source in its place in one statement, where its columns have names. */
public interface Placed extends Scope {
    /** A condition and where it looks its columns up. */
    record Filter(Scope scope, Cond<?> condition) {}

    /** The list of what is selected. */
    String columns();

    /** Appends the item of FROM. */
    void from(SqlWriter out);

    /** What UPDATE names as the table that is written. */
    default String updated() {
        throw new IllegalStateException("an update goes to one table's rows");
    }

    /** What a subquery selects so that {@link #under} finds everything again. */
    String everything();

    /** The same when it stands in a subquery that has this alias. */
    Placed under(String alias);

    /** The same when it stands in a subquery that has this alias together with others, each as one column. */
    Placed within(String alias);

    /** The names of the tables in it. */
    List<PlacedTable> tables();

    /** The conditions of joined queries that apply to the result as a whole. */
    default List<Filter> filters() {
        return List.of();
    }

    /** The names of the tables whose rows can be locked. */
    default List<String> lockable() {
        return List.of();
    }

    /** SQL that is true where a row is there, and not the void of an outer join. */
    default String present() {
        List<String> any = tables().stream().map(t -> "(" + t.qualifier() + " is distinct from null)").toList();
        return any.size() == 1 ? any.getFirst() : "(" + String.join(" or ", any) + ")";
    }
}
