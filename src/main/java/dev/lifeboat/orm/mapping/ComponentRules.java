package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.Computed;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Identity;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.Prefix;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the annotations of single components may say. */
final class ComponentRules {
    private static final Set<Class<?>> COUNTED = Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);
    private static final Set<Class<?>> VERSIONS = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> TIMES = Set.of(Instant.class, LocalDateTime.class);
    /** Each says who makes the value; two of them on one component contradict each other. */
    private static final List<Class<? extends Annotation>> MAKERS = List.of(Generated.class, Identity.class, Computed.class,
            Version.class, SoftDelete.class, UpdatedAt.class);
    private static final List<Class<? extends Annotation>> ON_EMBEDDED =
            List.of(Id.class, Nullable.class, Prefix.class);

    private final List<String> mistakes;

    /** @param mistakes where each broken rule is added */
    ComponentRules(List<String> mistakes) {
        this.mistakes = mistakes;
    }

    void check(Class<?> entity, List<Leaf> leaves) {
        Set<List<RecordComponent>> embedded = new LinkedHashSet<>();
        for (Leaf leaf : leaves) {
            for (int i = 1; i < leaf.path().size(); i++) {
                embedded.add(leaf.path().subList(0, i));
            }
            column(leaf);
        }
        embedded.forEach(path -> embedded(new Leaf(path, ""), leaves.stream().filter(l -> l.path().size() > path.size()
                && l.path().subList(0, path.size()).equals(path)).toList()));
    }

    private void column(Leaf leaf) {
        RecordComponent component = leaf.declared();
        Class<?> java = component.getType();
        boolean nullable = has(component, Nullable.class);
        boolean key = leaf.path().getFirst().isAnnotationPresent(Id.class);
        rule(leaf, nullable && java.isPrimitive(), "a primitive cannot be @Nullable");
        rule(leaf, nullable && key, "the @Id cannot be @Nullable");
        rule(leaf, has(component, Id.class) && leaf.path().size() > 1, "@Id stands on the entity's own component");
        rule(leaf, has(component, Prefix.class), "@Prefix needs an embedded type");
        rule(leaf, has(component, Version.class) && !VERSIONS.contains(java), "@Version needs int or long");
        for (Class<? extends Annotation> time : List.of(SoftDelete.class, UpdatedAt.class)) {
            rule(leaf, has(component, time) && !TIMES.contains(java), "@" + time.getSimpleName() + " needs Instant or LocalDateTime");
        }
        for (Class<? extends Annotation> never : List.of(Version.class, Identity.class)) {
            rule(leaf, nullable && has(component, never), "the @" + never.getSimpleName() + " cannot be @Nullable");
        }
        for (Class<? extends Annotation> never : List.of(Version.class, SoftDelete.class, UpdatedAt.class, Computed.class)) {
            rule(leaf, key && has(component, never), "the @Id cannot be @" + never.getSimpleName());
        }
        makers(leaf);
        onTheComponent(leaf);
        for (References references : component.getAnnotationsByType(References.class)) {
            reference(leaf, references);
        }
    }

    private void makers(Leaf leaf) {
        RecordComponent component = leaf.declared();
        Class<?> java = component.getType();
        List<String> made = MAKERS.stream().filter(m -> has(component, m)).map(m -> "@" + m.getSimpleName()).toList();
        rule(leaf, made.size() > 1, String.join(" and ", made) + " exclude each other");
        boolean database = List.<Class<? extends Annotation>>of(Generated.class, Identity.class, Computed.class).stream()
                .anyMatch(m -> has(component, m));
        rule(leaf, database && has(component, Default.class), made.isEmpty() ? "" : made.getFirst() + " and @Default exclude each other");
        rule(leaf, has(component, Identity.class) && !COUNTED.contains(java), "@Identity needs short, int or long");
        rule(leaf, has(component, Computed.class) && component.getAnnotation(Computed.class).value().isBlank(),
                "@Computed needs an expression");
        Generated generated = component.getAnnotation(Generated.class);
        rule(leaf, generated != null && generated.value().isEmpty() && !COUNTED.contains(java)
                && !TIMES.contains(java) && java != UUID.class, "@Generated needs the SQL expression for " + java.getSimpleName());
    }

    private void onTheComponent(Leaf leaf) {
        for (Unique unique : leaf.declared().getAnnotationsByType(Unique.class)) {
            rule(leaf, unique.value().length > 0, "@Unique on a component names no others");
        }
        for (Index index : leaf.declared().getAnnotationsByType(Index.class)) {
            rule(leaf, index.value().length > 0 && !Arrays.equals(index.value(), new String[] {"desc"}),
                    "@Index on a component is empty or \"desc\"");
        }
    }

    private void embedded(Leaf whole, List<Leaf> inside) {
        RecordComponent component = whole.declared();
        for (Annotation annotation : component.getAnnotations()) {
            Class<? extends Annotation> kind = annotation.annotationType();
            rule(whole, kind.getPackage() == Id.class.getPackage() && !ON_EMBEDDED.contains(kind),
                    "@" + kind.getSimpleName() + " has no meaning on an embedded component");
        }
        rule(whole, has(component, Id.class) && (has(component, Nullable.class) || whole.path().size() > 1),
                whole.path().size() > 1 ? "@Id stands on the entity's own component" : "the @Id cannot be @Nullable");
        if (has(component, Nullable.class)) {
            int depth = whole.path().size();
            rule(whole, inside.stream().noneMatch(l -> l.path().stream().skip(depth).noneMatch(Leaf::isNullable)),
                    "it cannot be @Nullable, because all of its own components are: a null one would look like one without any value");
            inside.stream().filter(l -> MAKERS.stream().anyMatch(m -> has(l.declared(), m))).forEach(l ->
                    rule(l, true, "the database would make its value even where " + whole.component() + " is null"));
        }
    }

    private void reference(Leaf leaf, References references) {
        RecordComponent component = leaf.declared();
        Class<?> other = references.value();
        rule(leaf, references.from().length + references.to().length > 0, "@References on a component names no others");
        rule(leaf, !other.isAnnotationPresent(Table.class), "it refers to " + other.getName() + ", which has no @Table");
        boolean key = references.component().isEmpty();
        List<RecordComponent> targets = Arrays.stream(other.getRecordComponents())
                .filter(c -> key ? c.isAnnotationPresent(Id.class) : c.getName().equals(references.component())).toList();
        rule(leaf, targets.isEmpty(), "it refers to " + other.getName() + ", which has no "
                + (key ? "@Id" : "component " + references.component()));
        rule(leaf, targets.size() > 1, "it refers to " + other.getName() + ", whose key has " + targets.size() + " components; say it on the record");
        if (targets.size() == 1) {
            Class<?> target = targets.getFirst().getType();
            rule(leaf, boxed(target) != boxed(component.getType()),
                    "it is " + component.getType().getSimpleName() + " and refers to " + target.getSimpleName());
        }
        rule(leaf, references.onDelete() == OnDelete.SET_NULL && leaf.path().stream().noneMatch(Leaf::isNullable),
                "it becomes NULL when the other is deleted, and is not @Nullable");
    }

    private static boolean has(RecordComponent component, Class<? extends Annotation> annotation) {
        return component.isAnnotationPresent(annotation);
    }

    private void rule(Leaf leaf, boolean broken, String mistake) {
        if (broken) {
            mistakes.add(leaf.component() + ": " + mistake);
        }
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
