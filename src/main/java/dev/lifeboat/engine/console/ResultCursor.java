package dev.lifeboat.engine.console;

import dev.lifeboat.engine.postgres.CatalogColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a result in portions. How many rows are fetched at once follows from their size, so that large values cost no
 * more memory than small ones; of what was read, so much is kept that one result stays within bounds.
 */
final class ResultCursor implements AutoCloseable {
    /** The first fetch: nothing is known of the rows yet. */
    static final int FIRST_FETCH = 4;
    private static final int MOST = 500;
    private static final int FETCH_CHARS = 4 << 20;
    private static final int ONE_VALUE = 1 << 20;
    private static final int ALL_VALUES = 24 << 20;
    private static final int WHEN_FULL = 200;

    private final ResultSet result;
    private final List<CatalogColumn> columns;
    private int largestRow = 1;
    private int room = ALL_VALUES;
    private boolean ahead;
    private boolean ended;

    ResultCursor(ResultSet result) throws SQLException {
        this.result = result;
        this.columns = columns(result.getMetaData());
    }

    List<CatalogColumn> columns() {
        return columns;
    }

    /** The next rows, up to so many. */
    List<List<ConsoleValue>> next(int limit) throws SQLException {
        List<List<ConsoleValue>> rows = new ArrayList<>();
        while (rows.size() < limit && step()) {
            rows.add(row());
        }
        return rows;
    }

    /** Whether there is another row; reads it when it has to. */
    boolean hasMore() throws SQLException {
        ahead = step();
        return ahead;
    }

    /** Reads to the end without keeping anything. @return how many rows there were */
    long drain() throws SQLException {
        long count = 0;
        while (step()) {
            count++;
        }
        return count;
    }

    private boolean step() throws SQLException {
        if (ahead) {
            ahead = false;
            return true;
        }
        ended = ended || !result.next();
        return !ended;
    }

    private List<ConsoleValue> row() throws SQLException {
        List<ConsoleValue> values = new ArrayList<>(columns.size());
        int size = 1;
        for (int i = 0; i < columns.size(); i++) {
            String text = result.getString(i + 1);
            int most = Math.max(WHEN_FULL, Math.min(ONE_VALUE, room));
            ConsoleValue value = ConsoleValue.of(text, columns.get(i).family() == CatalogColumn.Family.BINARY, most);
            values.add(value);
            size += text == null ? 1 : text.length();
            room -= value.text() == null ? 0 : value.text().length();
        }
        largestRow = Math.max(largestRow, size);
        result.setFetchSize(Math.clamp(FETCH_CHARS / largestRow, 1, MOST));
        return values;
    }

    @Override
    public void close() throws SQLException {
        result.close();
    }

    static List<CatalogColumn> columns(ResultSetMetaData facts) throws SQLException {
        List<CatalogColumn> columns = new ArrayList<>();
        for (int i = 1; i <= facts.getColumnCount(); i++) {
            String type = facts.getColumnTypeName(i);
            columns.add(new CatalogColumn(facts.getColumnLabel(i), words(type), words(type), family(type), false, Optional.empty(),
                    CatalogColumn.Origin.PLAIN, Optional.empty(), false));
        }
        return columns;
    }

    /** The driver calls types by their names in the catalog; people know some of them by others. */
    private static String words(String type) {
        if (type.startsWith("_")) {
            return words(type.substring(1)) + "[]";
        }
        return switch (type) {
            case "int2", "smallserial" -> "smallint";
            case "int4", "serial" -> "integer";
            case "int8", "bigserial" -> "bigint";
            case "float4" -> "real";
            case "float8" -> "double precision";
            case "bool" -> "boolean";
            case "bpchar" -> "character";
            default -> type;
        };
    }

    private static CatalogColumn.Family family(String type) {
        return switch (type) {
            case "int2", "int4", "int8", "float4", "float8", "numeric", "money", "oid", "serial", "bigserial", "smallserial" -> CatalogColumn.Family.NUMBER;
            case "text", "varchar", "bpchar", "name", "citext" -> CatalogColumn.Family.TEXT;
            case "bool" -> CatalogColumn.Family.BOOLEAN;
            case "date", "time", "timetz", "timestamp", "timestamptz", "interval" -> CatalogColumn.Family.TIME;
            case "json", "jsonb" -> CatalogColumn.Family.JSON;
            case "bytea" -> CatalogColumn.Family.BINARY;
            default -> type.startsWith("_") ? CatalogColumn.Family.ARRAY : CatalogColumn.Family.OTHER;
        };
    }
}
