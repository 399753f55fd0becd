package dev.lifeboat.orm.query;

/** Identifiers in SQL. */
public final class Names {
    private Names() {}

    /** A name in quotes, whatever it holds. @throws IllegalArgumentException when it is empty or holds a NUL */
    public static String quoted(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name is neither empty nor does it hold a NUL");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A table's name with its schema; without one when that is empty. */
    public static String quoted(String schema, String table) {
        return schema.isEmpty() ? quoted(table) : quoted(schema) + '.' + quoted(table);
    }

    /** {@code lastSeenAt} as {@code last_seen_at}. */
    public static String snakeCase(String javaName) {
        StringBuilder snake = new StringBuilder(javaName.length() + 4);
        for (int i = 0; i < javaName.length(); i++) {
            char c = javaName.charAt(i);
            if (Character.isUpperCase(c) && i > 0 && !Character.isUpperCase(javaName.charAt(i - 1))) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
