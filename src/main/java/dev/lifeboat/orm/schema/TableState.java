package dev.lifeboat.orm.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table as the catalog describes it, all expressions in the server's own form and all names with their schema.
 *
 * @param kind {@code r} or {@code p} for a table, otherwise what {@code pg_class.relkind} says
 */
record TableState(String schema, String name, String kind, List<Column> columns, List<Rule> constraints, List<Built> indexes, List<Fired> triggers) {
    /**
     * A column.
     *
     * @param type       with its length and collation
     * @param expression of its default or, where {@code computed}, of its value; empty without one
     * @param identity   {@code a} always, {@code d} by default, empty for others
     * @param serial     whether the default counts by a sequence that the column owns
     */
    record Column(String name, String type, boolean required, String expression, String identity, boolean computed, boolean serial) {
        /** How the value is made when the row has none; the same for all serial columns, whatever their sequences are called. */
        String making() {
            return serial ? "serial" : identity.equals("a") ? "always as identity" : identity.equals("d") ? "by default as identity"
                    : computed ? "computed as " + expression : "";
        }
    }

    /** A constraint. @param kind as in {@code pg_constraint.contype} */
    record Rule(String name, String kind, String definition, List<String> columns) {
        boolean primaryKey() {
            return kind.equals("p");
        }

        boolean foreignKey() {
            return kind.equals("f");
        }
    }

    /**
     * An index.
     *
     * @param definition from the method on: {@code USING btree (a) WHERE (b > 0)}, with {@code UNIQUE} before where it is
     * @param constraint whether it carries a constraint, which is told apart from it
     */
    record Built(String name, String definition, boolean valid, boolean constraint, List<String> columns) {}

    /** A trigger. */
    record Fired(String name, String definition) {}

    boolean isTable() {
        return kind.equals("r") || kind.equals("p");
    }

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The indexes that stand for themselves. */
    List<Built> ownIndexes() {
        return indexes.stream().filter(index -> !index.constraint()).toList();
    }
}
