package dev.lifeboat.engine.transfer;

import dev.lifeboat.engine.postgres.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where rows go. */
public sealed interface ImportTarget {

    /** A table that is there. */
    record Table(String schema, String name) implements ImportTarget {}

    /** A table that is made first, in the same transaction. */
    record NewTable(String schema, String name, List<NewColumn> columns) implements ImportTarget {
        public NewTable {
            columns = List.copyOf(columns);
        }
    }

    record NewColumn(String name, ColumnType type) {}

    String schema();

    String name();

    /** Quoted, with its schema. */
    default String sqlName() {
        return Sql.name(schema()) + "." + Sql.name(name());
    }

    /** The statement that makes it; empty for a table that is there. */
    default Optional<String> creation() {
        return switch (this) {
            case Table _ -> Optional.empty();
            case NewTable table -> Optional.of(table.columns().stream().map(column -> "    " + Sql.name(column.name()) + " " + column.type().sql())
                    .collect(Collectors.joining(",\n", "create table " + sqlName() + " (\n", "\n)")));
        };
    }
}
