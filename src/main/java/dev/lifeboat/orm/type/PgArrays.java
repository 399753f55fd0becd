package dev.lifeboat.orm.type;

import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's text form of one-dimensional arrays (manual, 8.15.6). */
final class PgArrays {
    private PgArrays() {}

    /** Appends one element; null for NULL. */
    static void append(StringBuilder array, String element) {
        if (element == null) {
            array.append("NULL");
            return;
        }
        array.append('"');
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\') {
                array.append('\\');
            }
            array.append(c);
        }
        array.append('"');
    }

    /** The elements' texts, null for NULL. */
    static List<String> elements(String array) {
        if (array.isEmpty() || array.charAt(0) != '{') {
            throw new IllegalArgumentException("not a one-dimensional array with its first index at 1");
        }
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        for (int i = 1; i < array.length(); i++) {
            char c = array.charAt(i);
            if (c == '\\') {
                element.append(array.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
                wasQuoted = true;
            } else if (!quoted && c == '{') {
                throw new IllegalArgumentException("arrays of more than one dimension are not mapped");
            } else if (!quoted && (c == ',' || c == '}')) {
                if (wasQuoted || !element.isEmpty()) {
                    elements.add(!wasQuoted && element.toString().equals("NULL") ? null : element.toString());
                }
                element.setLength(0);
                wasQuoted = false;
            } else {
                element.append(c);
            }
        }
        return elements;
    }
}
