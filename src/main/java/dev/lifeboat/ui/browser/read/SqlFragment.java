package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.SqlComplaint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A piece of SQL that is put between brackets. It must not end them, nor the statement: whatever it holds, it stays one
 * expression, which the server then judges. Lexical structure: PostgreSQL manual, chapter 4.1.
 */
final class SqlFragment {
    private static final Pattern DOLLAR = Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uffff][A-Za-z_0-9\\x80-\\uffff]*)?\\$");

    private final String text;
    private final Deque<Integer> open = new ArrayDeque<>();
    private int at;

    private SqlFragment(String text) {
        this.text = text;
    }

    /** What is wrong with it, and where; empty when nothing is. */
    static Optional<SqlComplaint> problem(String text) {
        return new SqlFragment(text).read();
    }

    private Optional<SqlComplaint> read() {
        if (text.isBlank()) return at(0, "There is no condition.");
        while (at < text.length()) {
            int start = at;
            if (skip()) {
                if (at > text.length()) return at(start, "This is not closed.");
                continue;
            }
            char c = text.charAt(at++);
            if (c == ';') return at(start, "A condition is one expression: it has no semicolon.");
            if (c == '(') open.push(start);
            if (c == ')' && open.isEmpty()) return at(start, "This bracket closes none.");
            if (c == ')') open.pop();
        }
        return open.isEmpty() ? Optional.empty() : at(open.peek(), "This bracket is not closed.");
    }

    private static Optional<SqlComplaint> at(int position, String message) {
        return Optional.of(new SqlComplaint(message, Optional.of(position)));
    }

    /** Goes over a text, a quoted name or a comment; beyond the end when it is not closed. */
    private boolean skip() {
        char c = text.charAt(at);
        if (c == '\'') {
            boolean escapes = at > 0 && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E')
                    && (at == 1 || !Character.isLetterOrDigit(text.charAt(at - 2)) && text.charAt(at - 2) != '_');
            at = quoted('\'', escapes);
        } else if (c == '"') {
            at = quoted('"', false);
        } else if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (text.startsWith("/*", at)) {
            at = comment();
        } else if (c == '$' && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))) {
            var tag = DOLLAR.matcher(text).region(at, text.length());
            if (!tag.lookingAt()) return false;
            int end = text.indexOf(tag.group(), tag.end());
            at = end < 0 ? text.length() + 1 : end + tag.group().length();
        } else {
            return false;
        }
        return true;
    }

    /** A doubled quote goes on: it is read as two texts beside each other. */
    private int quoted(char quote, boolean escapes) {
        for (int i = at + 1; i < text.length(); i++) {
            if (escapes && text.charAt(i) == '\\') i++;
            else if (text.charAt(i) == quote) return i + 1;
        }
        return text.length() + 1;
    }

    private int comment() {
        int depth = 0;
        for (int i = at; i < text.length() - 1; i++) {
            if (text.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (text.startsWith("*/", i)) {
                i++;
                if (--depth == 0) return i + 1;
            }
        }
        return text.length() + 1;
    }
}
