package dev.lifeboat.engine.postgres.dump;

import java.nio.charset.StandardCharsets;

/**
 * Follows SQL line by line just far enough to know where a statement begins: through literals, quoted names, dollar
 * quotes and comments. Refuses what psql would take for a command to itself: a backslash outside of them. For one thread.
 */
final class SqlState {

    private enum Within { NOTHING, LITERAL, ESCAPED, NAME, DOLLAR }

    private Within within = Within.NOTHING;
    private String tag = "";
    private boolean open;

    /** Whether a statement has begun and not yet ended. */
    boolean isOpen() {
        return open || within != Within.NOTHING;
    }

    void feed(byte[] line) throws MalformedDump {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        int i = 0;
        while (i < text.length()) {
            i = switch (within) {
                case NOTHING -> outside(text, i);
                case LITERAL -> end(text, i, "'");
                case NAME -> end(text, i, "\"");
                case DOLLAR -> end(text, i, tag);
                case ESCAPED -> escaped(text, i);
            };
        }
    }

    private int outside(String text, int i) throws MalformedDump {
        char c = text.charAt(i);
        if (text.startsWith("--", i)) {
            return text.length();
        }
        if (c == '\\') {
            throw new MalformedDump("it has a command for psql itself: " + text.substring(i).strip());
        }
        if (c == '\'') {
            within = i > 0 && (text.charAt(i - 1) == 'E' || text.charAt(i - 1) == 'e') && (i == 1 || !wordly(text.charAt(i - 2))) ? Within.ESCAPED : Within.LITERAL;
        } else if (c == '"') {
            within = Within.NAME;
        } else if (c == '$' && (i == 0 || !wordly(text.charAt(i - 1)))) {
            return dollar(text, i);
        }
        open = c == ';' ? false : open || !Character.isWhitespace(c);
        return i + 1;
    }

    private int dollar(String text, int i) {
        open = true;
        int close = i + 1;
        while (close < text.length() && wordly(text.charAt(close)) && text.charAt(close) != '$') {
            close++;
        }
        if (close == text.length() || text.charAt(close) != '$' || Character.isDigit(text.charAt(i + 1))) {
            return i + 1;
        }
        tag = text.substring(i, close + 1);
        within = Within.DOLLAR;
        return close + 1;
    }

    private static boolean wordly(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 127;
    }

    /** A doubled quote ends and begins again, which comes to the same. */
    private int end(String text, int from, String mark) {
        int found = text.indexOf(mark, from);
        if (found < 0) {
            return text.length();
        }
        within = Within.NOTHING;
        return found + mark.length();
    }

    private int escaped(String text, int i) {
        if (text.charAt(i) == '\\') {
            return i + 2;
        }
        if (text.charAt(i) == '\'') {
            within = Within.NOTHING;
        }
        return i + 1;
    }
}
