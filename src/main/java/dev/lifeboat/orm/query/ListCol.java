package dev.lifeboat.orm.query;

import java.util.List;

/** A reference to an accessor that returns a list: an array. @param <T> the record @param <E> the elements */
@FunctionalInterface
public interface ListCol<T, E> extends Col<T, List<E>> {
    @Override
    List<E> of(T row);
}
