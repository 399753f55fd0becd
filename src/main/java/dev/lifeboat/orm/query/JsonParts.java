package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Json;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What is read out of JSON. The case keeps a text from being cast to a number, which would fail. */
enum JsonParts {
    PART("(:json)::jsonb #> :path", Json.class),
    TEXT("(:json)::jsonb #>> '{}'", String.class),
    NUMBER("case when jsonb_typeof((:json)::jsonb) = 'number' then ((:json)::jsonb #>> '{}')::numeric end", BigDecimal.class),
    TRUTH("case when jsonb_typeof((:json)::jsonb) = 'boolean' then ((:json)::jsonb #>> '{}')::boolean end", Boolean.class);

    static final NamedSql HAS_KEY = NamedSql.parse("(:json)::jsonb ? :name");
    static final NamedSql CONTAINS = NamedSql.parse("(:json)::jsonb @> :part");

    private final NamedSql text;
    private final Type type;

    JsonParts(String text, Type type) {
        this.text = NamedSql.parse(text);
        this.type = type;
    }

    Expr of(Expr json) {
        return new Expr.Written(text, Map.of("json", json), new Expr.Typing.Java(type), Expr.Nulls.MAYBE);
    }

    Expr of(Expr json, List<String> path) {
        return new Expr.Written(text, Map.of("json", json, "path", path), new Expr.Typing.Java(type), Expr.Nulls.MAYBE);
    }
}
