package dev.lifeboat.ui.browser.edit;

import java.util.List;
import java.util.Map;

/** What is to be done to one row. */
public sealed interface RowChange {

    /**
     * A new row.
     *
     * @param number tells new rows apart, which have no key yet
     * @param values by column; a column that is not named gets its default
     */
    record Inserted(long number, Map<String, Value> values) implements RowChange {
        public Inserted {
            values = Map.copyOf(values);
        }
    }

    /** Other values in some columns. @param key of the row as it was read, in the order of the table's key */
    record Updated(List<String> key, Map<String, CellChange> cells) implements RowChange {
        public Updated {
            key = List.copyOf(key);
            cells = Map.copyOf(cells);
        }
    }

    /** @param before what the row held, as far as it was read whole */
    record Deleted(List<String> key, Map<String, Original> before) implements RowChange {
        public Deleted {
            key = List.copyOf(key);
            before = Map.copyOf(before);
        }
    }

    record CellChange(Original before, Value after) {}

    /** Whether both are about the same row of one table. */
    default boolean sameRow(RowChange other) {
        return switch (this) {
            case Inserted(var number, _) -> other instanceof Inserted(var theirs, _) && number == theirs;
            case Updated(var key, _) -> other.isAt(key);
            case Deleted(var key, _) -> other.isAt(key);
        };
    }

    /** Whether it is about the row with this key. */
    default boolean isAt(List<String> wanted) {
        return switch (this) {
            case Inserted _ -> false;
            case Updated(var key, _) -> key.equals(wanted);
            case Deleted(var key, _) -> key.equals(wanted);
        };
    }
}
