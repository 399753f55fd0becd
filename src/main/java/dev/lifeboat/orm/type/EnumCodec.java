package dev.lifeboat.orm.type;

import dev.lifeboat.orm.annotation.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An enum as text: the name in lower case, or what {@code @Column} on the constant says. */
public final class EnumCodec<E extends Enum<E>> implements Codec<E> {
    private final Map<String, E> constants = new LinkedHashMap<>();
    private final String[] texts;

    /** @throws IllegalArgumentException when two constants have the same text */
    public EnumCodec(Class<E> type) {
        E[] all = type.getEnumConstants();
        texts = Arrays.stream(all).map(EnumCodec::label).toArray(String[]::new);
        for (E constant : all) {
            if (constants.put(texts[constant.ordinal()], constant) != null) {
                throw new IllegalArgumentException(
                        type.getName() + " has two constants for '" + texts[constant.ordinal()] + "'");
            }
        }
    }

    /** What stands for an enum's constants, in their order. */
    public static List<String> labels(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> label((Enum<?>) constant)).toList();
    }

    private static String label(Enum<?> constant) {
        try {
            Column column = constant.getDeclaringClass().getField(constant.name()).getAnnotation(Column.class);
            return column == null || column.value().isEmpty()
                    ? constant.name().toLowerCase(Locale.ROOT) : column.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every text that a column of this type may hold. */
    public List<String> texts() {
        return List.of(texts);
    }

    @Override
    public String type() {
        return "text";
    }

    @Override
    public String placeholder() {
        return "?";
    }

    @Override
    public String text(E value) {
        return texts[value.ordinal()];
    }

    @Override
    public E parse(String text) {
        E constant = constants.get(text);
        if (constant == null) {
            throw new IllegalArgumentException("no constant stands for '" + text + "'");
        }
        return constant;
    }

    @Override
    public void bind(PreparedStatement statement, int index, E value) throws SQLException {
        statement.setString(index, text(value));
    }
}
