package dev.lifeboat.orm.query;

import java.util.function.UnaryOperator;

/**
 * One column of what a component embeds.
 *
 * @param always whether it is never NULL where the embedded record is there
 * @param value  takes the column's value out of an embedded record
 */
public record EmbeddedPart(ColumnRef column, boolean always, UnaryOperator<Object> value) {
    EmbeddedPart onSide(boolean right) {
        return new EmbeddedPart(new ColumnRef.OfSide(right, column), always, value);
    }
}
