package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.PgEnum;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.type.EnumCodec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL enum type.
 *
 * @param schema not quoted; empty when it is found by the search path
 * @param name   not quoted
 * @param labels in the order of the constants, which is the order PostgreSQL sorts by
 */
public record NativeEnum(String schema, String name, List<String> labels) {
    /** The enum type of a component's type, or of its elements' type where it is an array or a list. */
    static Optional<NativeEnum> of(Type type) {
        return switch (type) {
            case Class<?> c when c.isArray() -> of(c.componentType());
            case Class<?> c when c.isEnum() && c.isAnnotationPresent(PgEnum.class) -> Optional.of(read(c));
            case ParameterizedType p when p.getRawType() == List.class -> of(p.getActualTypeArguments()[0]);
            default -> Optional.empty();
        };
    }

    private static NativeEnum read(Class<?> type) {
        PgEnum named = type.getAnnotation(PgEnum.class);
        String name = named.value().isEmpty() ? Names.snakeCase(type.getSimpleName()) : named.value();
        return new NativeEnum(named.schema(), name, EnumCodec.labels(type));
    }

    /** The name in quotes, with its schema. */
    public String sql() {
        return Names.quoted(schema, name);
    }
}
