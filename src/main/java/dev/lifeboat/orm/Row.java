package dev.lifeboat.orm;

import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A row of a table known only at run time. Immutable. */
public final class Row {
    private static final Codecs CODECS = Codecs.standard();
    /** Types whose every value the Java type can hold, but for the infinite dates. */
    private static final Map<String, Type> TYPES = Map.ofEntries(Map.entry("smallint", Short.class),
            Map.entry("integer", Integer.class), Map.entry("bigint", Long.class), Map.entry("real", Float.class),
            Map.entry("double precision", Double.class), Map.entry("numeric", BigDecimal.class),
            Map.entry("boolean", Boolean.class), Map.entry("uuid", UUID.class), Map.entry("bytea", byte[].class),
            Map.entry("date", LocalDate.class), Map.entry("timestamp without time zone", LocalDateTime.class),
            Map.entry("timestamp with time zone", Instant.class));

    private final DynamicTable table;
    private final String[] texts;

    Row(DynamicTable table, String[] texts) {
        this.table = table;
        this.texts = texts;
    }

    String at(int position) {
        return texts[position];
    }

    /** The table it is a row of. */
    public DynamicTable table() {
        return table;
    }

    /** Whether the column is NULL; an empty text is not. */
    public boolean isNull(String column) {
        return texts[table.position(column)] == null;
    }

    /** The value in PostgreSQL's text form (bytea as {@code \x..}, arrays as {@code {..}}); empty for NULL. */
    public Optional<String> text(String column) {
        return Optional.ofNullable(texts[table.position(column)]);
    }

    /**
     * The value as the fitting Java type: numbers, Boolean, UUID, byte[], LocalDate, LocalDateTime, Instant; the text form for
     * every other type, and for numbers that are not finite in {@code numeric}. Empty for NULL.
     */
    public Optional<Object> value(String column) {
        return text(column).map(text -> {
            String cast = table.all().get(table.position(column)).cast();
            Type type = TYPES.get(cast);
            boolean asText = type == null || type == BigDecimal.class && text.endsWith("y") || text.equals("NaN");
            Codec<?> codec = CODECS.of(asText ? String.class : type).orElseThrow();
            return codec.parse(text);
        });
    }

    /** The values of the key, by which the row is changed or deleted. @throws IllegalStateException when the table has no key */
    public RowKey key() {
        Map<String, String> values = new LinkedHashMap<>();
        table.keyColumns().forEach(column -> values.put(column, text(column).orElseThrow()));
        return new RowKey(table, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Row row && table.table().equals(row.table.table()) && java.util.Arrays.equals(texts, row.texts);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(texts);
    }

    /** Names the table; values may be secret. */
    @Override
    public String toString() {
        return "a row of " + table.table();
    }
}
