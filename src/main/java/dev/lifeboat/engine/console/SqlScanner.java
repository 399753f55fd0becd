package dev.lifeboat.engine.console;

import dev.lifeboat.engine.console.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text into tokens by the rules of the server's lexer (PostgreSQL manual, "Lexical Structure"; the source is
 * {@code scan.l} and psql's {@code psqlscan.l}). Used once.
 */
final class SqlScanner {

    private final CharSequence text;
    private final int length;
    private final boolean backslashes;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    SqlScanner(CharSequence text, boolean backslashes) {
        this.text = text;
        this.length = text.length();
        this.backslashes = backslashes;
    }

    List<SqlToken> scan() {
        while (at < length) {
            if (isSpace(text.charAt(at))) {
                at++;
            } else {
                int start = at;
                Kind kind = next(text.charAt(at));
                tokens.add(new SqlToken(kind, start, at));
            }
        }
        return List.copyOf(tokens);
    }

    /** Moves behind the token that begins here. */
    private Kind next(char first) {
        if (first == '-' && at(1) == '-') {
            return line(Kind.COMMENT);
        }
        if (first == '/' && at(1) == '*') {
            return comment();
        }
        if (first == '\\') {
            return line(Kind.BACKSLASH);
        }
        if (first == '\'') {
            return string(backslashes, 0);
        }
        if (first == '"') {
            return quotedName(0);
        }
        if (first == '$') {
            return dollar();
        }
        if (isDigit(first) || first == '.' && isDigit(at(1))) {
            return number();
        }
        return isNameStart(first) ? word(first) : symbol(first);
    }

    private Kind symbol(char first) {
        at++;
        return switch (first) {
            case ';' -> Kind.SEMICOLON;
            case '(' -> Kind.OPEN;
            case ')' -> Kind.CLOSE;
            default -> Kind.SYMBOL;
        };
    }

    private Kind line(Kind kind) {
        while (at < length && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return kind;
    }

    /** Comments nest, unlike those of C. */
    private Kind comment() {
        int depth = 0;
        while (at < length) {
            if (text.charAt(at) == '/' && at(1) == '*') {
                depth++;
                at += 2;
            } else if (text.charAt(at) == '*' && at(1) == '/') {
                depth--;
                at += 2;
                if (depth == 0) {
                    break;
                }
            } else {
                at++;
            }
        }
        at = Math.min(at, length);
        return Kind.COMMENT;
    }

    private Kind word(char first) {
        char second = at(1);
        if (second == '\'' && "eE".indexOf(first) >= 0) {
            return string(true, 1);
        }
        if (second == '\'' && "bBxXnN".indexOf(first) >= 0) {
            return string("nN".indexOf(first) >= 0 && backslashes, 1);
        }
        if (second == '&' && "uU".indexOf(first) >= 0 && at(2) == '\'') {
            return string(false, 2);
        }
        if (second == '&' && "uU".indexOf(first) >= 0 && at(2) == '"') {
            return quotedName(2);
        }
        while (at < length && isNamePart(text.charAt(at))) {
            at++;
        }
        return Kind.WORD;
    }

    /**
     * A constant goes on in the next line when only white space with a line break lies between the two parts; the second
     * part follows the rules of the first, which matters where a backslash escapes.
     */
    private Kind string(boolean escapes, int prefix) {
        at += prefix;
        do {
            at++;
            quoted('\'', escapes);
        } while (escapes && goesOn());
        return Kind.STRING;
    }

    private Kind quotedName(int prefix) {
        at += prefix + 1;
        quoted('"', false);
        return Kind.QUOTED_NAME;
    }

    /** From behind the opening quote to behind the closing one; a doubled quote does not close. */
    private void quoted(char quote, boolean escapes) {
        while (at < length) {
            char c = text.charAt(at);
            if (escapes && c == '\\') {
                at = Math.min(at + 2, length);
            } else if (c != quote) {
                at++;
            } else if (at(1) == quote) {
                at += 2;
            } else {
                at++;
                return;
            }
        }
    }

    private boolean goesOn() {
        int ahead = at;
        boolean newline = false;
        while (ahead < length && isSpace(text.charAt(ahead))) {
            newline |= text.charAt(ahead) == '\n' || text.charAt(ahead) == '\r';
            ahead++;
        }
        if (!newline || ahead >= length || text.charAt(ahead) != '\'') {
            return false;
        }
        at = ahead;
        return true;
    }

    /** {@code $1}, {@code $tag$..$tag$}, or a lone dollar sign. */
    private Kind dollar() {
        if (isDigit(at(1))) {
            at++;
            while (at < length && isDigit(text.charAt(at))) {
                at++;
            }
            return Kind.PARAMETER;
        }
        int end = at + 1;
        while (end < length && text.charAt(end) != '$' && (end == at + 1 ? isNameStart(text.charAt(end)) : isNamePart(text.charAt(end)))) {
            end++;
        }
        if (end >= length || text.charAt(end) != '$') {
            at++;
            return Kind.SYMBOL;
        }
        String tag = text.subSequence(at, end + 1).toString();
        int close = text.toString().indexOf(tag, end + 1);
        at = close < 0 ? length : close + tag.length();
        return Kind.DOLLAR_STRING;
    }

    /** Rough on purpose: whatever a number swallows holds no quote, comment or semicolon. */
    private Kind number() {
        while (at < length && (isDigit(text.charAt(at)) || isNameStart(text.charAt(at)) || text.charAt(at) == '.')) {
            boolean exponent = "eE".indexOf(text.charAt(at)) >= 0 && "+-".indexOf(at(1)) >= 0 && isDigit(at(2));
            at += exponent ? 2 : 1;
        }
        return Kind.NUMBER;
    }

    /** The character so far ahead; NUL behind the end, which no text of the server can hold. */
    private char at(int ahead) {
        return at + ahead < length ? text.charAt(at + ahead) : '\0';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000b';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
