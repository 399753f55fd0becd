package dev.lifeboat.orm.query;

/** A reference to an accessor that returns a record: a JSON document. @param <T> the record @param <V> the document */
@FunctionalInterface
public interface RecordCol<T, V extends Record> extends Col<T, V> {
    @Override
    V of(T row);
}
