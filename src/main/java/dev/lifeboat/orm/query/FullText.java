package dev.lifeboat.orm.query;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Searches in texts (PostgreSQL manual, chapters 9.7.1 and 12.3). */
final class FullText {
    private static final Pattern CONFIG = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)?");

    private FullText() {}

    static <T> Cond<T> matches(String config, Expr text, String query) {
        return new Cond.Raw<>(NamedSql.parse(":vector @@ websearch_to_tsquery(" + literalOf(config) + ", :query)"), values(config, text, query));
    }

    static Expr rank(String config, Expr text, String query) {
        return new Expr.Written(NamedSql.parse("ts_rank(:vector, websearch_to_tsquery(" + literalOf(config) + ", :query))"),
                values(config, text, query), new Expr.Typing.Java(Float.class), Expr.Nulls.MAYBE);
    }

    private static Map<String, Object> values(String config, Expr text, String query) {
        return Map.of("vector", new Expr.TextVector(literalOf(config), text), "query", Objects.requireNonNull(query, "query"));
    }

    /** Written into the text, because an index on to_tsvector('english', ..) fits no bound parameter. */
    private static String literalOf(String config) {
        if (!CONFIG.matcher(config).matches()) {
            throw new IllegalArgumentException("not the name of a text search configuration");
        }
        return "'" + config + "'";
    }

    /** A text as a LIKE pattern that matches nothing else. */
    static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
