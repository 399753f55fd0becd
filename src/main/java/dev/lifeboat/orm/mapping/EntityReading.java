package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads a record's annotations once and collects everything that is wrong with them. */
final class EntityReading {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> TIMES = Set.of(Instant.class, LocalDateTime.class);

    private final Class<?> type;
    private final Codecs codecs;
    private final List<String> mistakes = new ArrayList<>();
    private final List<ColumnModel> columns = new ArrayList<>();

    EntityReading(Class<?> type, Codecs codecs) {
        this.type = type;
        this.codecs = codecs;
    }

    /** @throws MappingMistake when anything is wrong */
    List<ColumnModel> columns() {
        if (!type.isRecord()) {
            throw new MappingMistake(type, List.of("it is not a record"));
        }
        if (!type.isAnnotationPresent(Table.class)) {
            mistakes.add("it has no @Table");
        }
        RecordComponent[] components = type.getRecordComponents();
        for (RecordComponent component : components) {
            read(component);
        }
        atMostOnce(Version.class, components);
        atMostOnce(SoftDelete.class, components);
        atMostOnce(UpdatedAt.class, components);
        long ids = count(Id.class, components);
        if (ids != 1) {
            mistakes.add(ids == 0 ? "no component is the @Id" : "more than one component is the @Id");
        }
        distinctNames();
        for (Unique unique : type.getAnnotationsByType(Unique.class)) {
            named("@Unique", unique.value());
        }
        for (Index index : type.getAnnotationsByType(Index.class)) {
            String[] names = Arrays.stream(index.value()).filter(c -> !c.startsWith("(")).map(c -> c.split(" ", 2)[0]).toArray(String[]::new);
            if (names.length > 0 || index.value().length == 0) {
                named("@Index", names);
            }
        }
        for (References references : type.getAnnotationsByType(References.class)) {
            named("@References", references.from());
            if (references.to().length > 0 && references.to().length != references.from().length) {
                mistakes.add("@References on the record has " + references.from().length + " components from and " + references.to().length + " to");
            }
        }
        if (!mistakes.isEmpty()) {
            throw new MappingMistake(type, mistakes);
        }
        return columns;
    }

    private void read(RecordComponent component) {
        String name = component.getName();
        rules(component);
        Optional<Codec<Object>> codec = codec(component);
        if (codec.isEmpty()) {
            return;
        }
        Column column = component.getAnnotation(Column.class);
        boolean named = column != null && !column.value().isEmpty();
        String sqlType = column == null || column.type().isEmpty() ? codec.get().type() : column.type();
        columns.add(new ColumnModel(List.of(component), named ? column.value() : Names.snakeCase(name), sqlType,
                ColumnModel.fitting(codec.get(), sqlType), accessor(component)));
    }

    private Optional<Codec<Object>> codec(RecordComponent component) {
        try {
            Optional<Codec<Object>> codec = codecs.of(component.getGenericType()).map(Codecs::erased);
            if (codec.isEmpty()) {
                mistakes.add(component.getName() + ": no codec for " + component.getGenericType().getTypeName());
            }
            return codec;
        } catch (IllegalArgumentException e) {
            mistakes.add(component.getName() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void rules(RecordComponent component) {
        Class<?> java = component.getType();
        boolean nullable = component.isAnnotationPresent(Nullable.class);
        rule(component, nullable && java.isPrimitive(), "a primitive cannot be @Nullable");
        rule(component, nullable && component.isAnnotationPresent(Id.class), "the @Id cannot be @Nullable");
        rule(component, component.isAnnotationPresent(Version.class) && !WHOLE.contains(java), "@Version needs int or long");
        for (Class<? extends Annotation> time : List.of(SoftDelete.class, UpdatedAt.class)) {
            rule(component, component.isAnnotationPresent(time) && !TIMES.contains(java),
                    "@" + time.getSimpleName() + " needs Instant or LocalDateTime");
        }
        Generated generated = component.getAnnotation(Generated.class);
        rule(component, generated != null && generated.value().isEmpty() && !WHOLE.contains(java)
                && !TIMES.contains(java) && java != UUID.class,
                "@Generated needs the SQL expression for " + java.getSimpleName());
        for (Unique unique : component.getAnnotationsByType(Unique.class)) {
            rule(component, unique.value().length > 0, "@Unique on a component names no others");
        }
        for (Index index : component.getAnnotationsByType(Index.class)) {
            rule(component, index.value().length > 0 && !Arrays.equals(index.value(), new String[] {"desc"}),
                    "@Index on a component is empty or \"desc\"");
        }
        Optional.ofNullable(component.getAnnotation(References.class)).ifPresent(r -> reference(component, r));
    }

    private void reference(RecordComponent component, References references) {
        Class<?> other = references.value();
        rule(component, !other.isAnnotationPresent(Table.class), "it refers to " + other.getName() + ", which has no @Table");
        Optional<RecordComponent> target = Arrays.stream(other.getRecordComponents())
                .filter(c -> references.component().isEmpty()
                        ? c.isAnnotationPresent(Id.class) : c.getName().equals(references.component()))
                .findFirst();
        rule(component, target.isEmpty(), "it refers to " + other.getName() + ", which has no "
                + (references.component().isEmpty() ? "@Id" : "component " + references.component()));
        target.ifPresent(t -> rule(component, boxed(t.getType()) != boxed(component.getType()),
                "it is " + component.getType().getSimpleName() + " and refers to " + t.getType().getSimpleName()));
    }

    private void rule(RecordComponent component, boolean broken, String mistake) {
        if (broken) {
            mistakes.add(component.getName() + ": " + mistake);
        }
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private MethodHandle accessor(RecordComponent component) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup()).unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the accessor " + component + " is out of reach", e);
        }
    }

    private static long count(Class<? extends Annotation> annotation, RecordComponent[] components) {
        return Arrays.stream(components).filter(c -> c.isAnnotationPresent(annotation)).count();
    }

    private void atMostOnce(Class<? extends Annotation> annotation, RecordComponent[] components) {
        if (count(annotation, components) > 1) {
            mistakes.add("more than one component is the @" + annotation.getSimpleName());
        }
    }

    private void distinctNames() {
        Map<String, String> seen = new HashMap<>();
        for (ColumnModel column : columns) {
            String before = seen.put(column.name(), column.declared().getName());
            if (before != null) {
                mistakes.add(column.declared().getName() + ": the column " + column.name() + " belongs to " + before + " already");
            }
        }
    }

    private void named(String annotation, String[] components) {
        if (components.length == 0) {
            mistakes.add(annotation + " on the record names no component");
        }
        for (String component : components) {
            if (Arrays.stream(type.getRecordComponents()).noneMatch(c -> c.getName().equals(component))) {
                mistakes.add(annotation + " on the record names " + component + ", which is no component");
            }
        }
    }
}
