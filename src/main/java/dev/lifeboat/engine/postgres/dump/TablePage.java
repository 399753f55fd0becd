package dev.lifeboat.engine.postgres.dump;

import java.util.List;
import java.util.Optional;

/**
 * Some rows of a table, in the order the dump has them. Immutable.
 *
 * @param columns those that are stored: generated ones are in no dump
 * @param offset  rows before the first of these
 * @param rows    each with a value per column as the server writes it; NULL is empty
 * @param more    whether rows follow
 */
public record TablePage(List<String> columns, long offset, List<List<Optional<String>>> rows, boolean more) {

    public TablePage {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
