package dev.lifeboat.orm.query;

/** A reference to an accessor that returns text. @param <T> the record */
@FunctionalInterface
public interface TextCol<T> extends Col<T, String> {
    @Override
    String of(T row);
}
