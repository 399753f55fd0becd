package dev.lifeboat.engine.transfer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows as COPY takes them as text. Source: PostgreSQL manual, COPY, "File Formats". Not thread-safe. */
final class CopyText {
    private final List<Integer> fields;
    private final StringBuilder text = new StringBuilder();

    /** @param fields the indexes of those that are written */
    CopyText(List<Integer> fields) {
        this.fields = fields;
    }

    void add(List<String> values) {
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) text.append('\t');
            value(values.get(fields.get(i)));
        }
        text.append('\n');
    }

    private void value(String value) {
        if (value == null) {
            text.append("\\N");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }

    int length() {
        return text.length();
    }

    /** What was added since the last time. */
    byte[] take() {
        byte[] taken = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return taken;
    }
}
