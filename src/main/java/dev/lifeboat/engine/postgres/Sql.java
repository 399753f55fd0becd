package dev.lifeboat.engine.postgres;

import java.nio.charset.StandardCharsets;

/** Names and texts as SQL and libpq want them written. Source: PostgreSQL manual, "Lexical Structure" and "Connection Strings". */
public final class Sql {

    /** The longest name PostgreSQL keeps, in bytes of UTF-8 (NAMEDATALEN - 1). */
    public static final int NAME_BYTES = 63;

    private Sql() {}

    /** {@code "we""ird"}. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@code 'it''s'}; with a backslash in it as {@code E'...'}, which every setting of the server reads alike. */
    public static String text(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }

    /** {@code 'it\'s'}, the value of a libpq connection string. */
    public static String conninfo(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** {@code base + suffix}, with {@code base} cut between characters so that the whole fits into a name. */
    public static String fittingName(String base, String suffix) {
        int room = NAME_BYTES - suffix.getBytes(StandardCharsets.UTF_8).length;
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int codePoint : base.codePoints().toArray()) {
            bytes += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > room) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept + suffix;
    }
}
