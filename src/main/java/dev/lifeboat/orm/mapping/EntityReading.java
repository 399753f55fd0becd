package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a record's annotations once and collects everything that is wrong with them. */
final class EntityReading {
    /** PostgreSQL cuts longer names silently (manual, "Identifiers and Key Words"). */
    private static final int NAME_BYTES = 63;

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
        List<Leaf> leaves = leaves();
        new ComponentRules(mistakes).check(type, leaves);
        leaves.forEach(this::read);
        for (Class<? extends Annotation> single : List.of(Version.class, SoftDelete.class, UpdatedAt.class)) {
            if (leaves.stream().filter(l -> l.declared().isAnnotationPresent(single)).count() > 1) {
                mistakes.add("more than one component is the @" + single.getSimpleName());
            }
        }
        if (leaves.stream().noneMatch(l -> l.path().getFirst().isAnnotationPresent(Id.class))) {
            mistakes.add("no component is the @Id");
        }
        names();
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
            together(leaves, references);
        }
        if (!mistakes.isEmpty()) {
            throw new MappingMistake(type, mistakes);
        }
        return columns;
    }

    private List<Leaf> leaves() {
        try {
            return Leaf.of(type);
        } catch (IllegalArgumentException e) {
            mistakes.add(e.getMessage());
            throw new MappingMistake(type, mistakes);
        }
    }

    private void read(Leaf leaf) {
        codec(leaf).ifPresent(codec -> {
            Column column = leaf.declared().getAnnotation(Column.class);
            String sqlType = column == null || column.type().isEmpty() ? codec.type() : column.type();
            columns.add(new ColumnModel(leaf.path(), leaf.column(), sqlType, codec));
        });
    }

    private Optional<Codec<Object>> codec(Leaf leaf) {
        RecordComponent component = leaf.declared();
        try {
            Optional<Codec<Object>> codec = codecs.of(component.getGenericType()).map(Codecs::erased);
            if (codec.isEmpty()) {
                mistakes.add(leaf.component() + ": no codec for " + component.getGenericType().getTypeName());
            }
            return codec;
        } catch (IllegalArgumentException e) {
            mistakes.add(leaf.component() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void names() {
        Table table = type.getAnnotation(Table.class);
        if (table != null && tooLong(table.value())) {
            mistakes.add("the table's name " + table.value() + " is longer than " + NAME_BYTES + " bytes");
        }
        Map<String, String> seen = new HashMap<>();
        for (ColumnModel column : columns) {
            String before = seen.put(column.name(), column.component());
            if (before != null) {
                mistakes.add(column.component() + ": the column " + column.name() + " belongs to " + before + " already");
            }
            if (tooLong(column.name()) || column.name().indexOf('\0') >= 0) {
                mistakes.add(column.component() + ": the column's name has at most " + NAME_BYTES + " bytes and no NUL");
            }
        }
    }

    private void together(List<Leaf> leaves, References references) {
        Class<?> other = references.value();
        String there = "@References on the record refers to " + other.getName();
        if (!other.isAnnotationPresent(Table.class)) {
            mistakes.add(there + ", which has no @Table");
            return;
        }
        List<String> known = leaves.stream().map(Leaf::component).toList();
        boolean toldAlready = !known.containsAll(List.of(references.from()))
                || references.to().length > 0 && references.to().length != references.from().length;
        if (toldAlready) {
            return;
        }
        List<Leaf> of = Leaf.of(other);
        List<Leaf> to = references.to().length == 0 ? of.stream().filter(l -> l.path().getFirst().isAnnotationPresent(Id.class)).toList()
                : Arrays.stream(references.to()).flatMap(name -> of.stream().filter(l -> l.component().equals(name))).toList();
        if (to.size() != references.from().length) {
            mistakes.add(there + " by " + references.from().length + " components, and " + to.size() + " are there");
            return;
        }
        for (int i = 0; i < to.size(); i++) {
            String name = references.from()[i];
            Leaf target = to.get(i);
            leaves.stream().filter(l -> l.component().equals(name)).map(Leaf::declared).filter(from ->
                    ComponentRules.boxed(from.getType()) != ComponentRules.boxed(target.declared().getType())).forEach(from ->
                    mistakes.add(name + ": it is " + from.getType().getSimpleName() + " and refers to " + target.declared().getType().getSimpleName()));
        }
    }

    private static boolean tooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES;
    }

    private void named(String annotation, String[] components) {
        if (components.length == 0) {
            mistakes.add(annotation + " on the record names no component");
        }
        List<Leaf> leaves = Leaf.of(type);
        Set<String> known = leaves.stream().map(Leaf::component).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (String component : components) {
            String there = annotation + " on the record names " + component;
            if (!known.contains(component)) {
                Optional<String> inside = known.stream().filter(k -> k.startsWith(component + ".")).sorted().findFirst();
                mistakes.add(there + inside.map(i -> ", which is embedded; name one of its own, as " + i)
                        .orElse(", which is no component"));
            } else if (!seen.add(component)) {
                mistakes.add(there + " twice");
            }
        }
    }
}
