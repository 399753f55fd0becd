package dev.lifeboat.orm.type;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The codecs a database works with. Immutable and thread-safe. By Java type: text, numbers, boolean, UUID, times,
 * {@code byte[]}, {@link Json}, Duration, enums as text; arrays and lists of these as PostgreSQL arrays; records, maps
 * and lists of records as {@code jsonb}.
 */
public final class Codecs {
    private final Map<Class<?>, Codec<?>> byClass;
    private final JsonMapper json;

    private Codecs(Map<Class<?>, Codec<?>> byClass, JsonMapper json) {
        this.byClass = Map.copyOf(byClass);
        this.json = json;
    }

    /** The ones that come with the library. */
    public static Codecs standard() {
        return new Codecs(Scalars.all(), JsonMapper.shared());
    }

    /** These and one more, which goes before any other for its type. */
    public <V> Codecs with(Class<V> type, Codec<V> codec) {
        Map<Class<?>, Codec<?>> more = new HashMap<>(byClass);
        more.put(type, codec);
        return new Codecs(more, json);
    }

    /** The codec of a type as a record component declares it; empty when there is none. */
    public Optional<Codec<?>> of(Type type) {
        Class<?> raw = type instanceof ParameterizedType p ? (Class<?>) p.getRawType() : type instanceof Class<?> c ? c : null;
        if (raw == null) {
            return Optional.empty();
        }
        Codec<?> known = byClass.get(raw);
        if (known != null) {
            return Optional.of(known);
        }
        if (raw.isEnum()) {
            return Optional.of(enumCodec(raw));
        }
        if (raw == List.class && type instanceof ParameterizedType p) {
            return list(p);
        }
        if (raw.isArray()) {
            return of(raw.componentType()).map(Codecs::erased)
                    .map(element -> new ArrayCodec(element, raw.componentType()));
        }
        return raw.isRecord() || raw == Map.class ? Optional.of(new JsonCodec(json, type)) : Optional.empty();
    }

    private Optional<Codec<?>> list(ParameterizedType type) {
        Type element = type.getActualTypeArguments()[0];
        return of(element).map(codec -> codec instanceof JsonCodec || codec instanceof ListCodec<?>
                ? new JsonCodec(json, type) : new ListCodec<>(codec));
    }

    /**
     * The codec for a value whose declared type is unknown, as in a hand-written statement.
     *
     * @throws IllegalArgumentException when no codec fits
     */
    public Codec<Object> forValue(Object value) {
        if (value instanceof Collection<?> many) {
            Codec<Object> element = many.stream().filter(java.util.Objects::nonNull).findFirst()
                    .map(this::forValue).orElseGet(() -> erased(byClass.get(String.class)));
            return erased(new ListCodec<>(element));
        }
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        return erased(of(value instanceof Map<?, ?> ? Map.class : type).orElseThrow(
                () -> new IllegalArgumentException("no codec for " + value.getClass().getName())));
    }

    /** The same codec for callers that hold values as objects. */
    @SuppressWarnings("unchecked")
    public static Codec<Object> erased(Codec<?> codec) {
        return (Codec<Object>) codec;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Codec<?> enumCodec(Class<?> type) {
        return new EnumCodec(type);
    }
}
