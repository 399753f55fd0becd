package dev.lifeboat.orm.query;

/**
 * A column of text, or a column known only by its name, whose text form these conditions look at. Immutable.
 *
 * @param <T> what it belongs to
 */
public final class Text<T> extends Field<T, String> {
    Text(ColumnRef ref) {
        super(ref);
    }

    /** Matches a LIKE pattern: {@code %} any text, {@code _} one character, a backslash before either means itself. */
    public Cond<T> like(String pattern) {
        return new Cond.Like<>(ref, pattern, false);
    }

    /** Matches a LIKE pattern, whatever the case. */
    public Cond<T> ilike(String pattern) {
        return new Cond.Like<>(ref, pattern, true);
    }

    /** Holds exactly this text somewhere. */
    public Cond<T> contains(String text) {
        return like('%' + literal(text) + '%');
    }

    /** Holds this text somewhere, whatever the case. */
    public Cond<T> containsIgnoringCase(String text) {
        return ilike('%' + literal(text) + '%');
    }

    /** Starts with exactly this text. */
    public Cond<T> startsWith(String text) {
        return like(literal(text) + '%');
    }

    /** Ends with exactly this text. */
    public Cond<T> endsWith(String text) {
        return like('%' + literal(text));
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
