package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.query.Shape;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A record that rows are read into without being an entity. Thread-safe. */
public final class ShapeModel<S> implements Shape<S> {
    private final Class<S> type;
    private final RecordComponent[] components;
    private final List<Part> parts = new ArrayList<>();
    private final Readers<S> readers;

    /** @throws MappingMistake when a component has a type that no codec fits */
    public ShapeModel(Class<S> type, Codecs codecs) {
        if (!type.isRecord()) {
            throw new MappingMistake(type, List.of("it is not a record"));
        }
        this.type = type;
        this.components = type.getRecordComponents();
        List<String> mistakes = new ArrayList<>();
        for (RecordComponent component : components) {
            Optional<Codec<?>> codec = codecs.of(component.getGenericType());
            if (codec.isEmpty()) {
                mistakes.add(component.getName() + ": no codec for " + component.getGenericType().getTypeName());
            } else {
                parts.add(new Part(component.getName(), Codecs.erased(codec.get()), !component.getType().isPrimitive()));
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
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equals(component)) {
                Object value = value(row, components[i]);
                return value == null ? null : parts.get(i).codec().text(value);
            }
        }
        throw new IllegalArgumentException(type.getName() + " has no component " + component);
    }

    private static Object value(Object row, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " failed", e);
        }
    }
}
