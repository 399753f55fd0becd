package dev.lifeboat.orm.query;

/**
 * A column of text, or a column known only by its name, whose text form these conditions look at. Immutable.
 *
 * @param <T> what it belongs to
 */
public record Text<T>(ColumnRef ref) implements Field<T, String>, TextOperand<T> {
    @Override
    public Expr expr() {
        return ref;
    }
}
