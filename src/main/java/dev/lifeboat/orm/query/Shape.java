package dev.lifeboat.orm.query;

import dev.lifeboat.orm.type.Codec;
import java.util.List;

/**
 * What rows are read into when not all of an entity is wanted: a record whose components are told by name, or one value.
 *
 * @param <S> what a row becomes
 */
public interface Shape<S> {
    /** One component. @param nullable whether it can hold the value of NULL */
    record Part(String name, Codec<Object> codec, boolean nullable) {}

    /** What it is called in messages, and what its columns are looked up by. */
    Class<?> type();

    /** The components, in their order. */
    List<Part> parts();

    /** Makes rows. @param skipped how many columns of the result stand before those of this shape */
    Source.Reader<S> reader(int skipped);

    /** A component's value in PostgreSQL's text form; null for NULL. */
    String text(S row, String component);
}
