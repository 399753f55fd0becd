package dev.lifeboat.orm.query;

import java.util.List;

/** A statement and its bound values, in the order of its {@code ?}. */
public record Sql(String text, List<Bound> values) {
    /** Copies the values. */
    public Sql {
        values = List.copyOf(values);
    }

    /** A statement without values. */
    public static Sql of(String text) {
        return new Sql(text, List.of());
    }
}
