package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.query.Source;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** The readers of one record, made once for each place in a result where its columns may begin. Thread-safe. */
final class Readers<T> {
    private final IntFunction<Source.Reader<T>> make;
    private final Source.Reader<T> first;
    private final Map<Integer, Source.Reader<T>> others = new ConcurrentHashMap<>();

    /** @param make makes a reader, given how many columns stand before */
    Readers(IntFunction<Source.Reader<T>> make) {
        this.make = make;
        this.first = make.apply(0);
    }

    Source.Reader<T> at(int skipped) {
        return skipped == 0 ? first : others.computeIfAbsent(skipped, make::apply);
    }
}
