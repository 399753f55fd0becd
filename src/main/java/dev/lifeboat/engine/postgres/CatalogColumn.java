package dev.lifeboat.engine.postgres;

import java.util.Optional;

/**
 * One column of a relation.
 *
 * @param type         as a person writes it: {@code numeric(10,2)}
 * @param castType     what to cast a text to before comparing it with the column: the type without its limits, of a
 *                     domain the type below it
 * @param defaultValue the expression, also of a generated column
 * @param sortable     whether the type has an order
 */
public record CatalogColumn(String name, String type, String castType, Family family, boolean notNull, Optional<String> defaultValue,
        Origin origin, Optional<String> comment, boolean sortable) {

    /** What sort of values a column holds: it decides how they are shown and compared. */
    public enum Family { TEXT, NUMBER, BOOLEAN, TIME, JSON, BINARY, ARRAY, OTHER }

    /** Where the value of a new row comes from when none is given. */
    public enum Origin { PLAIN, IDENTITY_ALWAYS, IDENTITY_BY_DEFAULT, GENERATED }
}
