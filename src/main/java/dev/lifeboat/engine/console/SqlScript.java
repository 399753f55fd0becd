package dev.lifeboat.engine.console;

import dev.lifeboat.engine.console.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text with statements, cut at the semicolons that end them: not those in strings, comments, names, or between
 * {@code BEGIN ATOMIC} and its {@code END}, nor those in the parentheses of {@code CREATE RULE}. A command of psql ends
 * with its line.
 *
 * @param text        the whole
 * @param backslashes whether a backslash escapes in plain {@code '..'} too
 * @param tokens      all of its tokens, comments too
 * @param statements  those that are not empty, in their order
 */
public record SqlScript(String text, boolean backslashes, List<SqlToken> tokens, List<SqlStatement> statements) {

    public SqlScript {
        tokens = List.copyOf(tokens);
        statements = List.copyOf(statements);
    }

    /** Cuts a text. */
    public static SqlScript of(String text) {
        return of(text, false);
    }

    /** Cuts a text. @param backslashes whether a backslash escapes in plain {@code '..'} too */
    public static SqlScript of(String text, boolean backslashes) {
        List<SqlToken> tokens = SqlToken.scan(text, backslashes);
        return new SqlScript(text, backslashes, tokens, new Cutting(text).cut(tokens));
    }

    /** Only the statements of a part of the text; their places are counted in the whole. */
    public SqlScript part(int from, int to) {
        List<SqlToken> inside = SqlToken.scan(text.substring(from, to), backslashes).stream()
                .map(token -> new SqlToken(token.kind(), token.start() + from, token.end() + from)).toList();
        return new SqlScript(text, backslashes, inside, new Cutting(text).cut(inside));
    }

    /**
     * The statement that a person means whose caret is there: the one around it; behind a semicolon the one before, as
     * long as the line is the same; else the next; else the last.
     */
    public Optional<SqlStatement> at(int caret) {
        SqlStatement before = null;
        for (SqlStatement statement : statements) {
            if (caret < statement.start()) {
                boolean sameLine = before != null && text.substring(before.end(), caret).indexOf('\n') < 0;
                return Optional.of(sameLine ? before : statement);
            }
            if (caret <= statement.end()) {
                return Optional.of(statement);
            }
            before = statement;
        }
        return Optional.ofNullable(before);
    }

    /** Goes through the tokens once. */
    private static final class Cutting {
        private final String text;
        private final List<SqlStatement> statements = new ArrayList<>();
        private final List<SqlToken> current = new ArrayList<>();
        private int atomic;
        private int parentheses;

        Cutting(String text) {
            this.text = text;
        }

        List<SqlStatement> cut(List<SqlToken> tokens) {
            for (SqlToken token : tokens) {
                switch (token.kind()) {
                    case COMMENT -> { }
                    case BACKSLASH -> {
                        end();
                        current.add(token);
                        end();
                    }
                    case SEMICOLON -> {
                        if (inside()) {
                            current.add(token);
                        } else {
                            end();
                        }
                    }
                    default -> add(token);
                }
            }
            end();
            return statements;
        }

        private boolean inside() {
            return atomic > 0 || parentheses > 0 && isCreate("rule");
        }

        private void add(SqlToken token) {
            if (token.kind() == Kind.OPEN) {
                parentheses++;
            } else if (token.kind() == Kind.CLOSE) {
                parentheses = Math.max(0, parentheses - 1);
            } else if (token.kind() == Kind.WORD && !isPartOfName()) {
                block(token);
            }
            current.add(token);
        }

        /** As psql counts: CASE within the body has an END of its own. */
        private void block(SqlToken token) {
            boolean begins = token.is(text, "atomic") && !current.isEmpty() && current.getLast().is(text, "begin")
                    && (isCreate("function") || isCreate("procedure"));
            if (begins || atomic > 0 && token.is(text, "case")) {
                atomic++;
            } else if (atomic > 0 && token.is(text, "end")) {
                atomic--;
            }
        }

        private boolean isPartOfName() {
            return !current.isEmpty() && text.startsWith(".", current.getLast().start());
        }

        private boolean isCreate(String what) {
            if (current.isEmpty() || !current.getFirst().is(text, "create")) {
                return false;
            }
            int at = current.size() > 2 && current.get(1).is(text, "or") && current.get(2).is(text, "replace") ? 3 : 1;
            return at < current.size() && current.get(at).is(text, what);
        }

        private void end() {
            if (!current.isEmpty()) {
                int start = current.getFirst().start();
                int end = current.getLast().end();
                statements.add(new SqlStatement(text.substring(start, end), start, end, current, text));
            }
            current.clear();
            atomic = 0;
            parentheses = 0;
        }
    }
}
