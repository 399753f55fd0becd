package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.orm.DynamicTable;
import dev.lifeboat.orm.Row;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.query.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link Condition} in the ORM's terms. What was typed is bound, except for a condition that is written in SQL. */
final class Conditions {
    private Conditions() {}

    /** "Different", "lacks" and "not in" find NULL too: a person who looks for rows that are not so does not want them hidden. */
    static Cond<Row> of(Condition condition, DynamicTable table, CatalogTable facts) {
        if (condition.operator() == Operator.SQL) return Cond.sql(condition.text());
        var column = table.col(condition.column());
        String text = condition.text();
        return switch (condition.operator()) {
            case EQUAL -> column.eq(text);
            case DIFFERENT -> column.ne(text).or(column.isNull());
            case LESS -> column.lt(text);
            case AT_MOST -> column.le(text);
            case GREATER -> column.gt(text);
            case AT_LEAST -> column.ge(text);
            case BETWEEN -> column.between(condition.typedValues().getFirst(), condition.typedValues().getLast());
            case LAST -> last(condition, facts);
            case CONTAINS -> column.containsIgnoringCase(text);
            case LACKS -> column.containsIgnoringCase(text).not().or(column.isNull());
            case STARTS_WITH -> column.ilike(literal(text) + "%");
            case ENDS_WITH -> column.ilike("%" + literal(text));
            case LIKE -> column.ilike(text);
            case MATCHES -> Cond.sql(name(condition) + "::text ~* :pattern", "pattern", text);
            case IN -> column.in(condition.typedValues());
            case NOT_IN -> notIn(column, condition.typedValues());
            case JSON_CONTAINS -> Cond.sql(json(condition, facts) + " @> cast(:document as jsonb)", "document", text);
            case JSON_PATH -> Cond.sql(json(condition, facts) + " @? cast(:path as jsonpath)", "path", text);
            case HAS_ALL -> elements(condition, facts, "@>");
            case HAS_ANY -> elements(condition, facts, "&&");
            case IS_TRUE -> column.eq("true");
            case IS_FALSE -> column.eq("false");
            case IS_EMPTY -> column.eq("");
            case IS_NULL -> column.isNull();
            case IS_NOT_NULL -> column.notNull();
            case SQL -> throw new IllegalStateException("has no column");
        };
    }

    private static Cond<Row> notIn(Text<Row> column, List<String> values) {
        return column.notIn(values).or(column.isNull());
    }

    /** Compared with times of the column's own kind, so that an index on it is used. */
    private static Cond<Row> last(Condition condition, CatalogTable facts) {
        String now = switch (facts.column(condition.column()).castType()) {
            case "date" -> "current_date";
            case "timestamp without time zone" -> "localtimestamp";
            default -> "now()";
        };
        return Cond.sql("%1$s >= %2$s - cast(:span as interval) and %1$s <= %2$s".formatted(name(condition), now), "span", condition.text());
    }

    private static String json(Condition condition, CatalogTable facts) {
        return facts.column(condition.column()).castType().equals("jsonb") ? name(condition) : name(condition) + "::jsonb";
    }

    private static Cond<Row> elements(Condition condition, CatalogTable facts, String operator) {
        String type = facts.column(condition.column()).castType();
        var bound = new ArrayList<>();
        for (int i = 0; i < condition.typedValues().size(); i++) {
            bound.add("v" + i);
            bound.add(condition.typedValues().get(i));
        }
        String listed = java.util.stream.IntStream.range(0, condition.typedValues().size())
                .mapToObj(i -> "cast(:v" + i + " as " + elementOf(type) + ")").collect(Collectors.joining(", "));
        return Cond.sql(name(condition) + " " + operator + " cast(array[" + listed + "] as " + type + ")", bound.toArray());
    }

    /** {@code integer} for {@code integer[]}. */
    static String elementOf(String arrayType) {
        return arrayType.endsWith("[]") ? arrayType.substring(0, arrayType.length() - 2) : arrayType;
    }

    private static String name(Condition condition) {
        return Names.quoted(condition.column());
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
