package dev.lifeboat.engine.console;

import java.util.List;

/**
 * A piece of SQL text as PostgreSQL's own lexer cuts it. Between tokens there is only white space.
 *
 * @param start index of its first char
 * @param end   index after its last char
 */
public record SqlToken(Kind kind, int start, int end) {

    /** What a piece is. */
    public enum Kind {
        /** A key word or a name without quotes. */
        WORD,
        /** A name in double quotes. */
        QUOTED_NAME,
        /** A constant in single quotes of any kind: {@code '..'}, {@code E'..'}, {@code U&'..'}, {@code B'..'}. */
        STRING,
        /** A constant between dollar signs: {@code $tag$..$tag$}. */
        DOLLAR_STRING,
        NUMBER,
        /** {@code $1}. */
        PARAMETER,
        COMMENT,
        SEMICOLON,
        OPEN,
        CLOSE,
        /** Operators, commas, points, brackets: one character each. */
        SYMBOL,
        /** A backslash outside of quotes and the rest of its line: a command of psql, never SQL. */
        BACKSLASH
    }

    /** All tokens of a text, in their order; what is never closed reaches to the end. */
    public static List<SqlToken> scan(CharSequence text) {
        return new SqlScanner(text, false).scan();
    }

    /**
     * As {@link #scan(CharSequence)}, for a server with {@code standard_conforming_strings} off.
     *
     * @param backslashes whether a backslash escapes in plain {@code '..'} too
     */
    public static List<SqlToken> scan(CharSequence text, boolean backslashes) {
        return new SqlScanner(text, backslashes).scan();
    }

    /** Its text. */
    public String of(CharSequence text) {
        return text.subSequence(start, end).toString();
    }

    /** Whether it is this key word, in whatever case. */
    public boolean is(CharSequence text, String word) {
        return kind == Kind.WORD && end - start == word.length() && word.equalsIgnoreCase(of(text));
    }
}
