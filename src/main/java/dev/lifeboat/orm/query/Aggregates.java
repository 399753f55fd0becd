package dev.lifeboat.orm.query;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What is computed from many rows. Like in SQL, NULL is left out, and of no values the sum, average, least and greatest are
 * NULL. Others (bool_and, array_agg, jsonb_agg ...) are {@link Columns#written}.
 */
public final class Aggregates {
    private static final NamedSql ROWS = NamedSql.parse("count(*)");
    private static final NamedSql COUNT = NamedSql.parse("count(:of)");
    private static final NamedSql DISTINCT = NamedSql.parse("count(distinct :of)");
    private static final NamedSql SUM = NamedSql.parse("sum(:of)::numeric");
    private static final NamedSql AVERAGE = NamedSql.parse("avg(:of)::numeric");
    private static final NamedSql LEAST = NamedSql.parse("min(:of)");
    private static final NamedSql GREATEST = NamedSql.parse("max(:of)");

    private Aggregates() {}

    /** How many rows. */
    public static <T> Operand<T, Long> count() {
        return written(ROWS, Map.of(), new Expr.Typing.Java(Long.class), Expr.Nulls.NEVER);
    }

    /** How many values that are not NULL. */
    public static <T> Operand<T, Long> count(Operand<T, ?> of) {
        return written(COUNT, Map.of("of", of.expr()), new Expr.Typing.Java(Long.class), Expr.Nulls.NEVER);
    }

    /** How many different values that are not NULL. */
    public static <T> Operand<T, Long> countDistinct(Operand<T, ?> of) {
        return written(DISTINCT, Map.of("of", of.expr()), new Expr.Typing.Java(Long.class), Expr.Nulls.NEVER);
    }

    /** The sum. */
    public static <T, V extends Number> Operand<T, BigDecimal> sum(Operand<T, V> of) {
        return written(SUM, Map.of("of", of.expr()), new Expr.Typing.Java(BigDecimal.class), Expr.Nulls.MAYBE);
    }

    /** The average. */
    public static <T, V extends Number> Operand<T, BigDecimal> avg(Operand<T, V> of) {
        return written(AVERAGE, Map.of("of", of.expr()), new Expr.Typing.Java(BigDecimal.class), Expr.Nulls.MAYBE);
    }

    /** The least value. */
    public static <T, V> Operand<T, V> min(Operand<T, V> of) {
        return written(LEAST, Map.of("of", of.expr()), new Expr.Typing.Like(of.expr()), Expr.Nulls.MAYBE);
    }

    /** The greatest value. */
    public static <T, V> Operand<T, V> max(Operand<T, V> of) {
        return written(GREATEST, Map.of("of", of.expr()), new Expr.Typing.Like(of.expr()), Expr.Nulls.MAYBE);
    }

    private static <T, V> Operand<T, V> written(NamedSql text, Map<String, Object> values, Expr.Typing typing, Expr.Nulls nulls) {
        Expr expr = new Expr.Written(text, values, typing, nulls);
        return () -> expr;
    }
}
