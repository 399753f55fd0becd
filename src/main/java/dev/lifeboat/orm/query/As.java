package dev.lifeboat.orm.query;

/**
 * A component of a shape and where its value comes from; made by {@link Operand#as}.
 *
 * @param <S> the shape
 * @param <T> the rows that are asked
 */
public record As<S, T>(ColumnRef.Component component, Expr value) {}
