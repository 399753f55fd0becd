package dev.lifeboat.ui.browser.value;

import java.util.ArrayList;
import java.util.List;

/** An array as PostgreSQL writes it, taken apart. Source: PostgreSQL manual, "Array Input and Output Syntax". */
final class ArrayElements {
    private final String text;
    private final char delimiter;
    private int at;

    private ArrayElements(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** The elements in their order; null for NULL. Elements of several dimensions are arrays again, as text. */
    static List<String> of(String array, char delimiter) {
        // Bounds other than 1 stand before: [0:2]={7,8,9}
        int start = array.startsWith("[") ? array.indexOf('=') + 1 : 0;
        return new ArrayElements(array.substring(start), delimiter).read();
    }

    private List<String> read() {
        var elements = new ArrayList<String>();
        at = 1;
        while (at < text.length() && text.charAt(at) != '}') {
            elements.add(element());
            if (at < text.length() && text.charAt(at) == delimiter) at++;
        }
        return elements;
    }

    private String element() {
        if (text.charAt(at) == '{') return nested();
        if (text.charAt(at) == '"') return quoted();
        int start = at;
        while (at < text.length() && text.charAt(at) != delimiter && text.charAt(at) != '}') at += text.charAt(at) == '\\' ? 2 : 1;
        String plain = text.substring(start, Math.min(at, text.length()));
        return plain.equalsIgnoreCase("NULL") ? null : plain.replaceAll("\\\\(.)", "$1");
    }

    private String quoted() {
        var element = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\') at++;
            element.append(text.charAt(at));
        }
        at++;
        return element.toString();
    }

    private String nested() {
        int start = at;
        int depth = 0;
        boolean inQuotes = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') at++;
            else if (c == '"') inQuotes = !inQuotes;
            else if (!inQuotes && c == '{') depth++;
            else if (!inQuotes && c == '}' && --depth == 0) {
                at++;
                break;
            }
        }
        return text.substring(start, Math.min(at, text.length()));
    }
}
