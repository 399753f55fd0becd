package dev.lifeboat.orm.type;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/** A {@link Range} in PostgreSQL's text form. The bounds' own texts hold neither commas nor quotes. */
@SuppressWarnings({"unchecked", "rawtypes"}) // the element's codec decides the type of the bounds
record RangeCodec(String type, Codec<Object> element) implements Codec<Object> {
    private static final Map<Class<?>, String> TYPES = Map.of(Integer.class, "int4range", Long.class, "int8range",
            BigDecimal.class, "numrange", LocalDate.class, "daterange", LocalDateTime.class, "tsrange",
            Instant.class, "tstzrange");

    /** The codec of ranges of a type; empty when PostgreSQL has no such range. */
    static Optional<Codec<?>> of(Class<?> bound, Codec<Object> element) {
        return Optional.ofNullable(TYPES.get(bound)).map(type -> new RangeCodec(type, element));
    }

    @Override
    public String text(Object value) {
        Range<?> range = (Range<?>) value;
        return range.isEmpty() ? "empty" : (range.lowerIncluded() ? "[" : "(") + text(range.lower()) + ","
                + text(range.upper()) + (range.upperIncluded() ? "]" : ")");
    }

    private String text(Optional<?> bound) {
        return bound.map(b -> '"' + element.text(b) + '"').orElse("");
    }

    @Override
    public Object parse(String text) {
        if (text.equals("empty")) {
            return Range.empty();
        }
        int comma = text.indexOf(',');
        int last = text.length() - 1;
        return new Range(bound(text.substring(1, comma)), text.charAt(0) == '[', bound(text.substring(comma + 1, last)),
                text.charAt(last) == ']', false);
    }

    private Optional<Object> bound(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(element.parse(text.replace("\"", "")));
    }
}
