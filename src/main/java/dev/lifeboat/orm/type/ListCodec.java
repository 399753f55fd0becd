package dev.lifeboat.orm.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** A PostgreSQL array as a list; elements may be null. */
public record ListCodec<E>(Codec<E> element) implements Codec<List<E>> {
    @Override
    public String type() {
        return element.type() + "[]";
    }

    @Override
    public String text(List<E> values) {
        return text(element, values);
    }

    /** The array's text form. */
    public static <E> String text(Codec<E> element, Collection<? extends E> values) {
        StringBuilder array = new StringBuilder(16 + values.size() * 8).append('{');
        for (E value : values) {
            if (array.length() > 1) {
                array.append(',');
            }
            PgArrays.append(array, value == null ? null : element.text(value));
        }
        return array.append('}').toString();
    }

    @Override
    public List<E> parse(String text) {
        List<E> values = new ArrayList<>();
        for (String each : PgArrays.elements(text)) {
            values.add(each == null ? null : element.parse(each));
        }
        return Collections.unmodifiableList(values);
    }
}
