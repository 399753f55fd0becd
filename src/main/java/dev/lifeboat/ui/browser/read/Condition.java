package dev.lifeboat.ui.browser.read;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the filter.
 *
 * @param column empty for one that is written in SQL
 * @param text   as it was typed; not looked at by operators that take no value
 */
public record Condition(String column, Operator operator, String text) {

    /**
     * The values that must be readable as the column's type. Those of a list stand between commas; one that holds a
     * comma or begins or ends with a space is put in double quotes, a double quote in it is written twice.
     */
    public List<String> typedValues() {
        return switch (operator) {
            case EQUAL, DIFFERENT, LESS, AT_MOST, GREATER, AT_LEAST, LAST, MATCHES, JSON_CONTAINS, JSON_PATH -> List.of(text);
            case IN, NOT_IN, BETWEEN, HAS_ALL, HAS_ANY -> split(text);
            case CONTAINS, LACKS, STARTS_WITH, ENDS_WITH, LIKE, IS_TRUE, IS_FALSE, IS_EMPTY, IS_NULL, IS_NOT_NULL, SQL -> List.of();
        };
    }

    /** One written in SQL by a person, over the columns of the table. */
    public static Condition sql(String text) {
        return new Condition("", Operator.SQL, text);
    }

    private static List<String> split(String text) {
        var values = new ArrayList<String>();
        var value = new StringBuilder();
        boolean inQuotes = false;
        boolean wasQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inQuotes && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"' && (inQuotes || value.toString().isBlank())) {
                if (!inQuotes) value.setLength(0);
                inQuotes = !inQuotes;
                wasQuoted = true;
            } else if (c == ',' && !inQuotes) {
                add(values, value, wasQuoted);
                wasQuoted = false;
            } else if (!wasQuoted || inQuotes) {
                value.append(c);
            }
        }
        add(values, value, wasQuoted);
        return List.copyOf(values);
    }

    /** Nothing between two commas is a slip of the finger, not a value; the empty text is written as two quotes. */
    private static void add(List<String> values, StringBuilder value, boolean quoted) {
        String found = quoted ? value.toString() : value.toString().strip();
        if (quoted || !found.isEmpty()) values.add(found);
        value.setLength(0);
    }
}
