package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A JSON document or a part of one, looked at as {@code jsonb}. What is not there, and what is of another kind than asked
 * for, is NULL.
 *
 * @param <T> what rows it is about
 * @param <V> what documents are mapped to
 */
public interface JsonOperand<T, V> extends Operand<T, V> {
    /** The part that lies under these names and, in arrays, places counted from 0 or, negative, from the end. */
    default JsonOperand<T, Json> path(String... names) {
        Expr part = JsonParts.PART.of(expr(), List.of(names));
        return () -> part;
    }

    /** As text: a JSON string without its quotes, everything else as JSON writes it; JSON's null is NULL. */
    default TextOperand<T> text() {
        Expr text = JsonParts.TEXT.of(expr());
        return () -> text;
    }

    /** As a number; NULL where it is none. */
    default Operand<T, BigDecimal> number() {
        Expr number = JsonParts.NUMBER.of(expr());
        return () -> number;
    }

    /** As true or false; NULL where it is neither. */
    default Operand<T, Boolean> truth() {
        Expr truth = JsonParts.TRUTH.of(expr());
        return () -> truth;
    }

    /** An object with this name, or an array that holds this text. */
    default Cond<T> hasKey(String name) {
        return new Cond.Raw<>(JsonParts.HAS_KEY, Map.of("json", expr(), "name", name));
    }

    /** Contains this document, as PostgreSQL's {@code @>} has it (manual, 8.14.3). */
    default Cond<T> contains(Json part) {
        return new Cond.Raw<>(JsonParts.CONTAINS, Map.of("json", expr(), "part", part));
    }
}
