package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.mapping.ColumnModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different keys of some rows, each with a place counted from 0. Rows with a NULL in their key have none.
 *
 * @param places    by key
 * @param byColumn  for each column of the key its values, in the order of the places
 * @param placeOfRow for each row the place of its key; -1 where it has none
 */
record Keys(Map<Object, Integer> places, List<List<Object>> byColumn, int[] placeOfRow) {
    static Keys of(List<ColumnModel> columns, List<?> rows) {
        Map<Object, Integer> places = new HashMap<>(rows.size() * 2);
        List<List<Object>> byColumn = columns.stream().<List<Object>>map(_ -> new ArrayList<>()).toList();
        int[] placeOfRow = new int[rows.size()];
        for (int i = 0; i < placeOfRow.length; i++) {
            Object[] values = values(columns, rows.get(i));
            Object key = key(values);
            Integer place = key == null ? Integer.valueOf(-1) : places.putIfAbsent(key, places.size());
            if (place == null) {
                place = places.size() - 1;
                for (int c = 0; c < values.length; c++) {
                    byColumn.get(c).add(values[c]);
                }
            }
            placeOfRow[i] = place;
        }
        return new Keys(places, byColumn, placeOfRow);
    }

    static Object[] values(List<ColumnModel> columns, Object row) {
        Object[] values = new Object[columns.size()];
        for (int c = 0; c < values.length; c++) {
            values[c] = columns.get(c).value(row);
        }
        return values;
    }

    /** What equal values have in common; null where one is NULL. Numbers are equal in PostgreSQL whatever their scale. */
    private static Object key(Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                return null;
            }
            if (values[i] instanceof BigDecimal number) {
                values[i] = number.stripTrailingZeros();
            }
        }
        return values.length == 1 ? values[0] : Arrays.asList(values);
    }

    /**
     * The place of a key that the server found.
     *
     * @throws IllegalStateException when no row has it: the column's type finds more equal than Java, as citext does
     */
    int place(Object[] values) {
        Integer place = places.get(key(values));
        if (place == null) {
            throw new IllegalStateException("the server finds keys equal that Java does not; relations go by keys with one spelling");
        }
        return place;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }
}
