package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogColumn.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How a condition compares a column with what a person typed. */
public enum Operator {
    EQUAL, DIFFERENT, LESS, AT_MOST, GREATER, AT_LEAST, BETWEEN,
    /** A time between now and so long ago. */
    LAST,
    CONTAINS, LACKS, STARTS_WITH, ENDS_WITH, LIKE,
    /** A regular expression of PostgreSQL's, whatever the case. */
    MATCHES,
    IN, NOT_IN,
    /** The JSON document holds another one. */
    JSON_CONTAINS,
    /** An SQL/JSON path finds something. */
    JSON_PATH,
    /** The array has all of the values, or any of them. */
    HAS_ALL, HAS_ANY,
    IS_TRUE, IS_FALSE, IS_EMPTY, IS_NULL, IS_NOT_NULL,
    /** No column: the condition is written in SQL. */
    SQL;

    private static final Set<String> MOMENTS = Set.of("date", "timestamp without time zone", "timestamp with time zone");

    /** Whether a value must be typed. */
    public boolean takesValue() {
        return switch (this) {
            case IS_TRUE, IS_FALSE, IS_EMPTY, IS_NULL, IS_NOT_NULL -> false;
            default -> true;
        };
    }

    /** Whether several values are typed, with commas between them. */
    public boolean takesList() {
        return switch (this) {
            case BETWEEN, IN, NOT_IN, HAS_ALL, HAS_ANY -> true;
            default -> false;
        };
    }

    /** Those that make sense for a column, the likeliest first. */
    public static List<Operator> offeredFor(CatalogColumn column) {
        var offered = new ArrayList<Operator>(switch (column.family()) {
            case TEXT -> List.of(CONTAINS, LACKS, STARTS_WITH, ENDS_WITH, LIKE, MATCHES);
            case JSON -> column.castType().equals("jsonb") ? List.of(JSON_CONTAINS, JSON_PATH, CONTAINS, LACKS, MATCHES) : List.of(CONTAINS, LACKS, JSON_CONTAINS, JSON_PATH, MATCHES);
            case ARRAY -> column.sortable() ? List.of(HAS_ALL, HAS_ANY) : List.of();
            case BOOLEAN -> List.of(IS_TRUE, IS_FALSE);
            case NUMBER, TIME, BINARY, OTHER -> List.of();
        });
        if (column.sortable() && column.family() != Family.BOOLEAN) {
            offered.addAll(List.of(EQUAL, DIFFERENT, LESS, AT_MOST, GREATER, AT_LEAST));
            if (column.family() != Family.ARRAY) offered.addAll(List.of(BETWEEN, IN, NOT_IN));
        }
        if (MOMENTS.contains(column.castType())) offered.add(LAST);
        switch (column.family()) {
            case TEXT -> offered.add(IS_EMPTY);
            case NUMBER, TIME, ARRAY, OTHER -> offered.addAll(List.of(CONTAINS, STARTS_WITH, MATCHES));
            case JSON, BOOLEAN, BINARY -> {}
        }
        offered.addAll(List.of(IS_NULL, IS_NOT_NULL));
        return List.copyOf(offered);
    }
}
