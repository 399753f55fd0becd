package dev.lifeboat.orm.query;

import java.io.Serializable;

/**
 * A reference to a record's accessor, as {@code User::role}. Serializable, so that the component behind it can be read.
 *
 * @param <T> the record
 * @param <V> the component's type
 */
@FunctionalInterface
public interface Col<T, V> extends Serializable {
    /** The component's value. */
    V of(T row);
}
