package dev.lifeboat.orm.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL text as its statements. A semicolon inside of a text, a quoted name, a comment, a dollar quote or a function's
 * {@code begin atomic ... end} ends none (manual, "Lexical Structure").
 */
public final class Script {
    /**
     * A statement.
     *
     * @param text without its semicolon
     * @param line the line its first word stands on, from 1
     */
    public record Statement(String text, int line, String firstWord) {}

    private final String sql;
    private final List<Statement> statements = new ArrayList<>();
    private int at;
    private int start = -1;
    private String firstWord = "";
    private String before = "";
    /** How many {@code end} are owed to a {@code begin atomic} and the {@code case} within. */
    private int atomic;

    /** @param sql any number of statements */
    public Script(String sql) {
        this.sql = sql;
    }

    /** The statements in their order; those of nothing but comments are left out. */
    public List<Statement> statements() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                at = after("\n", at);
            } else if (sql.startsWith("/*", at)) {
                comment();
            } else if (c == ';' && atomic == 0) {
                end();
                at++;
            } else {
                start = start < 0 ? at : start;
                token(c);
            }
        }
        end();
        return List.copyOf(statements);
    }

    private void token(char c) {
        if (c == '\'' || c == '"') {
            quoted(c, false);
        } else if (c == '$') {
            dollar();
        } else if (Character.isLetter(c) || c == '_') {
            word();
        } else {
            at++;
        }
    }

    private void word() {
        int from = at;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_' || sql.charAt(at) == '$')) {
            at++;
        }
        String word = sql.substring(from, at);
        if (word.equalsIgnoreCase("e") && at < sql.length() && sql.charAt(at) == '\'') {
            quoted('\'', true);
            return;
        }
        firstWord = from == start ? word : firstWord;
        if (word.equalsIgnoreCase("atomic") && before.equalsIgnoreCase("begin") || atomic > 0 && word.equalsIgnoreCase("case")) {
            atomic++;
        } else if (atomic > 0 && word.equalsIgnoreCase("end")) {
            atomic--;
        }
        before = word;
    }

    private void quoted(char quote, boolean backslashes) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (backslashes && c == '\\') {
                at++;
            } else if (c == quote && at < sql.length() && sql.charAt(at) == quote) {
                at++;
            } else if (c == quote) {
                return;
            }
        }
    }

    /** {@code $tag$ ... $tag$}; a lone dollar belongs to a parameter. */
    private void dollar() {
        int close = at + 1;
        while (close < sql.length() && (Character.isLetterOrDigit(sql.charAt(close)) || sql.charAt(close) == '_')) {
            close++;
        }
        boolean opens = close < sql.length() && sql.charAt(close) == '$' && !(close > at + 1 && Character.isDigit(sql.charAt(at + 1)));
        at = opens ? after(sql.substring(at, close + 1), close + 1) : at + 1;
    }

    /** Comments of this kind nest. */
    private void comment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private int after(String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }

    private void end() {
        if (start >= 0) {
            int line = 1 + (int) sql.substring(0, start).chars().filter(c -> c == '\n').count();
            statements.add(new Statement(sql.substring(start, Math.min(at, sql.length())).strip(), line, firstWord));
        }
        start = -1;
        firstWord = "";
        before = "";
        atomic = 0;
    }
}
