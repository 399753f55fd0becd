package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.query.Shape;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A record that rows are read into without being an entity. Thread-safe. */
public final class ShapeModel<S> implements Shape<S> {
    private final Class<S> type;
    private final List<Leaf> leaves;
    private final List<Part> parts = new ArrayList<>();
    private final Readers<S> readers;

    /** @throws MappingMistake when a component has a type that no codec fits */
    public ShapeModel(Class<S> type, Codecs codecs) {
        if (!type.isRecord()) {
            throw new MappingMistake(type, List.of("it is not a record"));
        }
        this.type = type;
        this.leaves = Leaf.of(type);
        List<String> mistakes = new ArrayList<>();
        for (Leaf leaf : leaves) {
            Optional<Codec<?>> codec = codecs.of(leaf.declared().getGenericType());
            if (codec.isEmpty()) {
                mistakes.add(leaf.component() + ": no codec for " + leaf.declared().getGenericType().getTypeName());
            } else {
                boolean nullable = !leaf.declared().getType().isPrimitive() || leaf.path().stream().anyMatch(Leaf::isNullable);
                parts.add(new Part(leaf.component(), Codecs.erased(codec.get()), nullable));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new MappingMistake(type, mistakes);
        }
        List<Codec<Object>> all = parts.stream().map(Part::codec).toList();
        this.readers = new Readers<>(skipped -> RowReader.of(type, all, IntStream.rangeClosed(skipped + 1, skipped + all.size()).toArray())::read);
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    @Override
    public Source.Reader<S> reader(int skipped) {
        return readers.at(skipped);
    }

    @Override
    public String text(S row, String component) {
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).component().equals(component)) {
                Object value = Accessors.get(Accessors.of(leaves.get(i).path()), row);
                return value == null ? null : parts.get(i).codec().text(value);
            }
        }
        throw new IllegalArgumentException(type.getName() + " has no component " + component);
    }
}
