package dev.lifeboat.engine.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a password file: {@code host:port:database:user:password}, where {@code *} stands for anything and
 * {@code \} makes a following colon or backslash part of the value.
 */
record PasswordLine(Field host, Field port, Field database, Field user, String password) {

    /** One of the four fields: a value, or anything. */
    record Field(String value, boolean any) {

        boolean matches(String text) {
            return any || value.equals(text);
        }
    }

    /** Empty for comments, empty lines and lines with too few fields, which libpq passes over too. */
    static Optional<PasswordLine> parse(String line) {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>(4);
        int at = 0;
        while (fields.size() < 4) {
            int end = endOfField(text, at);
            if (end < 0) {
                return Optional.empty();
            }
            String raw = text.substring(at, end);
            // Only an unescaped star alone is a wildcard: \* is a star.
            fields.add(new Field(unescape(raw), raw.equals("*")));
            at = end + 1;
        }
        return Optional.of(new PasswordLine(fields.get(0), fields.get(1), fields.get(2), fields.get(3), unescape(text.substring(at))));
    }

    /** The line for every database of a server. */
    static String format(String host, int port, String user, String password) {
        return escape(host) + ":" + port + ":*:" + escape(user) + ":" + escape(password);
    }

    boolean matches(String host, int port, String user) {
        return this.host.matches(host) && this.port.matches(Integer.toString(port)) && this.user.matches(user);
    }

    /** Whether it is exactly the line that {@link #format} writes for them, whatever the password. */
    boolean isFor(String host, int port, String user) {
        return database.any() && isExactly(this.host, host) && isExactly(this.port, Integer.toString(port)) && isExactly(this.user, user);
    }

    private static boolean isExactly(Field field, String value) {
        return !field.any() && field.value().equals(value);
    }

    private static int endOfField(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ':') {
                return i;
            }
        }
        return -1;
    }

    private static String unescape(String raw) {
        StringBuilder value = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '\\' && i + 1 < raw.length()) {
                i++;
            }
            value.append(raw.charAt(i));
        }
        return value.toString();
    }

    private static String escape(String value) {
        String escaped = value.replace("\\", "\\\\").replace(":", "\\:");
        return escaped.equals("*") ? "\\*" : escaped;
    }

    /** Never shows the password. */
    @Override public String toString() {
        return "PasswordLine[host=" + host + ", port=" + port + ", database=" + database + ", user=" + user + "]";
    }
}
