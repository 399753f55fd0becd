package dev.lifeboat.engine.console;

import dev.lifeboat.engine.console.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One statement within a text.
 *
 * @param text   the statement itself, from its first to its last token, without the semicolon
 * @param start  where it begins in the whole text
 * @param end    where it ends there; a semicolon that closes it stands behind
 * @param tokens its tokens without comments, their places counted in the whole text
 * @param whole  the whole text
 */
public record SqlStatement(String text, int start, int end, List<SqlToken> tokens, String whole) {

    private static final Set<String> READING = Set.of("select", "table", "values", "show", "explain", "fetch", "move", "declare", "close",
            "set", "reset", "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "listen", "unlisten",
            "discard", "deallocate", "prepare", "checkpoint", "lock");
    private static final Set<String> CHANGING = Set.of("insert", "update", "delete", "merge");
    /** Those that may run in any transaction block, so that their rows can be fetched in portions. */
    private static final Set<String> STREAMING = Set.of("select", "with", "table", "values", "insert", "update", "delete", "merge");
    /** What may stand before the first word of a query: {@code (select ..) union ..}. */
    private static final Set<Kind> BEFORE = Set.of(Kind.OPEN);

    public SqlStatement {
        tokens = List.copyOf(tokens);
    }

    /** Whether it is a command of psql, which no server understands. */
    public boolean isPsql() {
        return tokens.getFirst().kind() == Kind.BACKSLASH;
    }

    /** Its first word in small letters; empty when it begins with something else. */
    public String verb() {
        return tokens.stream().dropWhile(token -> BEFORE.contains(token.kind())).findFirst().filter(token -> token.kind() == Kind.WORD)
                .map(token -> token.of(whole).toLowerCase(Locale.ROOT)).orElse("");
    }

    /** Whether its rows can be fetched in portions: it may run within a transaction block. */
    public boolean streams() {
        return STREAMING.contains(verb());
    }

    /**
     * Whether it changes something by its form: everything but what is known to read. What a function does that a query
     * calls cannot be seen from outside. The text behind {@code EXPLAIN} counts when it is carried out.
     */
    public boolean writes() {
        return switch (verb()) {
            case "with", "select", "table", "values", "prepare", "declare" -> hasWord(CHANGING) || hasInto();
            case "explain" -> isAnalyze() && (hasWord(CHANGING) || hasWord(Set.of("create", "execute", "refresh")));
            case "" -> !tokens.isEmpty() && !isPsql();
            case String verb -> !READING.contains(verb);
        };
    }

    /** Whether it does nothing but lead into, through or out of a transaction of this session. */
    boolean controlsTransaction() {
        return Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release").contains(verb()) && !is(1, "prepared");
    }

    /** Whether it may have changed how names without a schema are looked up. */
    boolean maySetSearchPath() {
        return !(STREAMING.contains(verb()) && tokens.stream().noneMatch(token -> token.is(whole, "set_config")));
    }

    private boolean isAnalyze() {
        return tokens.stream().skip(1).takeWhile(token -> !wordIn(token, CHANGING) && !token.is(whole, "select") && !token.is(whole, "with"))
                .anyMatch(token -> token.is(whole, "analyze") || token.is(whole, "analyse"));
    }

    /** {@code for update} locks rows and changes none; {@code on update} cannot stand in a query. */
    private boolean hasWord(Set<String> words) {
        for (int i = 0; i < tokens.size(); i++) {
            boolean ofAName = i > 0 && tokens.get(i - 1).of(whole).equals(".");
            boolean locks = i > 0 && (is(i - 1, "for") || is(i - 1, "key"));
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).of(whole).equals(".");
            if (wordIn(tokens.get(i), words) && !ofAName && !locks && !called) {
                return true;
            }
        }
        return false;
    }

    private boolean hasInto() {
        return tokens.stream().anyMatch(token -> token.is(whole, "into"));
    }

    private boolean is(int index, String word) {
        return index < tokens.size() && tokens.get(index).is(whole, word);
    }

    private boolean wordIn(SqlToken token, Set<String> words) {
        return token.kind() == Kind.WORD && words.contains(token.of(whole).toLowerCase(Locale.ROOT));
    }
}
