package dev.lifeboat.orm.type;

import dev.lifeboat.orm.annotation.PgEnum;
import dev.lifeboat.orm.query.Names;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The codecs a database works with. Immutable and thread-safe. By Java type: text, numbers, boolean, UUID, times,
 * {@code byte[]}, internet addresses, {@link Json} and Jackson's trees, Duration and Period as interval, {@link Range},
 * enums as text or as PostgreSQL enums; arrays and lists of these as PostgreSQL arrays; records, maps and lists of records
 * as {@code jsonb}. OffsetDateTime and ZonedDateTime are none of them: {@code timestamptz} keeps no offset.
 * Times and Durations are cut to microseconds, which is what PostgreSQL keeps, wherever they are written or compared.
 */
public final class Codecs {
    private static final Set<String> BLANK_PADDED = Set.of("char", "character", "bpchar");
    /** The digits of a second that a type keeps, as in {@code timestamptz(3)}. */
    private static final Pattern SECONDS = Pattern.compile("(?<=time|timetz|timestamp|timestamptz|interval|second)\\s*\\((\\d+)\\)");
    private final Map<Class<?>, Codec<?>> byClass;

    private Codecs(Map<Class<?>, Codec<?>> byClass) {
        this.byClass = Map.copyOf(byClass);
    }

    /** The ones that come with the library. */
    public static Codecs standard() {
        return new Codecs(Scalars.all());
    }

    /** These and one more, which goes before any other for its type. */
    public <V> Codecs with(Class<V> type, Codec<V> codec) {
        Map<Class<?>, Codec<?>> more = new HashMap<>(byClass);
        more.put(type, codec);
        return new Codecs(more);
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
        if (type instanceof ParameterizedType p && (raw == List.class || raw == Range.class)) {
            return raw == List.class ? list(p) : range(p.getActualTypeArguments()[0]);
        }
        if (raw.isArray()) {
            boolean nested = raw.componentType().isArray() && raw.componentType() != byte[].class;
            return nested ? Optional.empty() : of(raw.componentType()).map(Codecs::erased)
                    .map(element -> new ArrayCodec(element, raw.componentType()));
        }
        boolean document = raw.isRecord() && raw != Range.class || raw == Map.class;
        return document ? Optional.of(new JsonCodec(type)) : Optional.empty();
    }

    private Optional<Codec<?>> list(ParameterizedType type) {
        Type element = type.getActualTypeArguments()[0];
        return of(element).map(codec -> codec instanceof JsonCodec || codec instanceof ListCodec<?>
                ? new JsonCodec(type) : new ListCodec<>(codec));
    }

    private Optional<Codec<?>> range(Type bound) {
        return bound instanceof Class<?> c ? of(c).flatMap(element -> RangeCodec.of(c, erased(element))) : Optional.empty();
    }

    /**
     * The codec for a value whose declared type is unknown, as in a hand-written statement.
     *
     * @throws IllegalArgumentException when no codec fits
     */
    public Codec<Object> forValue(Object value) {
        if (value instanceof Collection<?> many) {
            Codec<Object> element = many.stream().filter(Objects::nonNull).findFirst()
                    .map(this::forValue).orElseGet(() -> erased(byClass.get(String.class)));
            return erased(new ListCodec<>(element));
        }
        if (value instanceof Range<?> range) {
            return erased(Stream.of(range.lower(), range.upper()).flatMap(Optional::stream).findFirst()
                    .flatMap(bound -> range(bound.getClass())).orElseThrow(() -> none("a range without bounds")));
        }
        if (value instanceof Map<?, ?>) {
            return erased(new JsonCodec(Map.class));
        }
        for (Class<?> type = value.getClass(); type != Object.class; type = type.getSuperclass()) {
            Optional<Codec<?>> codec = of(type);
            if (codec.isPresent()) {
                return erased(codec.get());
            }
        }
        throw none(value.getClass().getName());
    }

    private static IllegalArgumentException none(String what) {
        return new IllegalArgumentException("no codec for " + what);
    }

    /**
     * A codec for a column whose SQL type was written by hand: casting where the server would expect another type, cutting
     * times to the digits it keeps, and knowing what {@code char(n)} fills up.
     */
    public static Codec<Object> fitting(Codec<Object> codec, String type) {
        Codec<?> given = codec;
        if (type.endsWith("[]") && given instanceof ListCodec<?> list) {
            return erased(new ListCodec<>(fitting(erased(list.element()), elementType(type))));
        }
        if (type.endsWith("[]") && given instanceof ArrayCodec(var element, var componentType)) {
            return new ArrayCodec(fitting(element, elementType(type)), componentType);
        }
        Matcher seconds = SECONDS.matcher(type);
        if (given instanceof Cut<?> time && seconds.find()) {
            return fitting(erased(time.to(Integer.parseInt(seconds.group(1)))), type.replace(seconds.group(), ""));
        }
        String base = baseType(type);
        boolean same = type.equals(codec.type()) || base.equals(codec.type())
                || codec.type().equals("text") && (base.equals("varchar") || base.equals("character varying"));
        return same ? codec : BLANK_PADDED.contains(base) ? new Texts.Padded<>(codec) : new CastCodec<>(codec, base);
    }

    private static String elementType(String arrayType) {
        return arrayType.substring(0, arrayType.length() - 2);
    }

    /** Without its length: a cast to {@code varchar(3)} would cut a longer value silently, and so would {@code bit}. */
    private static String baseType(String type) {
        String base = type.indexOf('"') >= 0 ? type : type.replaceAll("\\s*\\([^)]*\\)", "");
        return base.equals("bit") ? "bit varying" : base;
    }

    /** The same codec for callers that hold values as objects. */
    @SuppressWarnings("unchecked")
    public static Codec<Object> erased(Codec<?> codec) {
        return (Codec<Object>) codec;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Codec<?> enumCodec(Class<?> type) {
        Codec<?> texts = new EnumCodec(type);
        PgEnum own = type.getAnnotation(PgEnum.class);
        String name = own == null || !own.value().isEmpty() ? "" : Names.snakeCase(type.getSimpleName());
        return own == null ? texts : new CastCodec<>(texts, Names.quoted(own.schema(), own.value() + name));
    }
}
