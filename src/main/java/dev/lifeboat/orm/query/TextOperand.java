package dev.lifeboat.orm.query;

import java.util.Objects;

/**
 * A text: a column of text, or what is read as one. Immutable.
 *
 * @param <T> what rows it is about
 */
public interface TextOperand<T> extends Operand<T, String> {
    /** Matches a LIKE pattern: {@code %} any text, {@code _} one character, a backslash before either means itself. */
    default Cond<T> like(String pattern) {
        return new Cond.Like<>(expr(), present(pattern), false);
    }

    /** Matches a LIKE pattern, whatever the case. */
    default Cond<T> ilike(String pattern) {
        return new Cond.Like<>(expr(), present(pattern), true);
    }

    /** Holds exactly this text somewhere. */
    default Cond<T> contains(String text) {
        return like('%' + FullText.literal(present(text)) + '%');
    }

    /** Holds this text somewhere, whatever the case. */
    default Cond<T> containsIgnoringCase(String text) {
        return ilike('%' + FullText.literal(present(text)) + '%');
    }

    /** Starts with exactly this text. */
    default Cond<T> startsWith(String text) {
        return like(FullText.literal(present(text)) + '%');
    }

    /** Ends with exactly this text. */
    default Cond<T> endsWith(String text) {
        return like('%' + FullText.literal(present(text)));
    }

    /**
     * Matches a full text search as people write them: {@code "two words" -without or other} (PostgreSQL manual, 12.3.2,
     * {@code websearch_to_tsquery}: no text is a mistake). An index on {@code to_tsvector('english', column)} is used.
     *
     * @param config the text search configuration, as {@code english} or {@code simple}
     */
    default Cond<T> matches(String config, String query) {
        return FullText.matches(config, expr(), query);
    }

    /** How well a full text search fits: an order, best first with {@code desc()}. */
    default Operand<T, Float> rank(String config, String query) {
        Expr rank = FullText.rank(config, expr(), query);
        return () -> rank;
    }

    private String present(String text) {
        return Objects.requireNonNull(text, () -> expr() + ": nothing compares with NULL; use isNull() or notNull()");
    }
}
