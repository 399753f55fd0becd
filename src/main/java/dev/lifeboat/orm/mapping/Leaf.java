package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Embedded;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.Prefix;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.query.Names;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A component that is one column: of a record, or of a record embedded in it.
 *
 * @param path   the components that lead to it
 * @param prefix how its column begins
 */
public record Leaf(List<RecordComponent> path, String prefix) {
    /** All of a record, in their order. @throws IllegalArgumentException when a record embeds itself */
    public static List<Leaf> of(Class<?> record) {
        List<Leaf> leaves = new ArrayList<>();
        collect(record, List.of(), "", leaves);
        return leaves;
    }

    private static void collect(Class<?> record, List<RecordComponent> path, String prefix, List<Leaf> leaves) {
        for (RecordComponent component : record.getRecordComponents()) {
            List<RecordComponent> longer = new ArrayList<>(path);
            longer.add(component);
            if (!isEmbedded(component)) {
                leaves.add(new Leaf(List.copyOf(longer), prefix));
                continue;
            }
            if (component.getType() == record || path.stream().anyMatch(c -> c.getDeclaringRecord() == component.getType())) {
                throw new IllegalArgumentException(component.getName() + ": it embeds " + component.getType().getName() + " in itself");
            }
            Prefix own = component.getAnnotation(Prefix.class);
            collect(component.getType(), longer,
                    prefix + (own == null ? Names.snakeCase(component.getName()) + "_" : own.value()), leaves);
        }
    }

    /** Whether the component's own components are columns. */
    static boolean isEmbedded(RecordComponent component) {
        return component.getType().isRecord() && component.getType().isAnnotationPresent(Embedded.class);
    }

    /** Whether the component may be null. */
    static boolean isNullable(RecordComponent component) {
        return component.isAnnotationPresent(Nullable.class) || component.isAnnotationPresent(SoftDelete.class);
    }

    /** The component itself. */
    public RecordComponent declared() {
        return path.getLast();
    }

    /** The component's name, with those of the embedded ones that lead to it, as {@code home.city}. */
    public String component() {
        return path.stream().map(RecordComponent::getName).collect(Collectors.joining("."));
    }

    /** The column's name, not quoted. */
    public String column() {
        Column column = declared().getAnnotation(Column.class);
        boolean named = column != null && !column.value().isEmpty();
        return prefix + (named ? column.value() : Names.snakeCase(declared().getName()));
    }
}
