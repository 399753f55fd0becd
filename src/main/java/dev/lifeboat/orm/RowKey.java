package dev.lifeboat.orm;

import dev.lifeboat.orm.query.Cond;
import java.util.List;
import java.util.Map;

/**
 * Which row: the values of its table's key, in text form.
 *
 * @param values by column, none null
 */
public record RowKey(DynamicTable table, Map<String, String> values) {
    /** @throws IllegalStateException when the table has no key, so that rows cannot be told apart */
    public RowKey {
        if (values.isEmpty()) {
            throw new IllegalStateException(table.table() + " has no key: its rows cannot be told apart");
        }
        if (!values.keySet().equals(java.util.Set.copyOf(table.keyColumns()))) {
            throw new IllegalArgumentException("the key of " + table.table() + " is " + table.keyColumns());
        }
        values = Map.copyOf(values);
    }

    /** The condition that a row has one of these keys, all of one table. */
    public static Cond<Row> among(List<RowKey> keys) {
        DynamicTable table = keys.getFirst().table();
        List<String> columns = table.keyColumns();
        return columns.size() == 1
                ? table.col(columns.getFirst()).in(keys.stream().map(k -> k.values().get(columns.getFirst())).toList())
                : Cond.any(keys.stream().map(RowKey::condition).toList());
    }

    /** The condition that a row has this key. */
    public Cond<Row> condition() {
        List<Cond<Row>> all = table.keyColumns().stream().map(c -> table.col(c).eq(values.get(c))).toList();
        return Cond.all(all);
    }
}
