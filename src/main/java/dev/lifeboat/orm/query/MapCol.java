package dev.lifeboat.orm.query;

import java.util.Map;

/** A reference to an accessor that returns a map: a JSON document. @param <T> the record @param <V> the map */
@FunctionalInterface
public interface MapCol<T, V extends Map<?, ?>> extends Col<T, V> {
    @Override
    V of(T row);
}
