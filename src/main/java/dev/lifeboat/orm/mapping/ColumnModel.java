package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.Computed;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Identity;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.query.BoundColumn;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.EmbeddedPart;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A component of an entity, or of a record embedded in it, and its column. Immutable; equal only to itself. */
public final class ColumnModel {
    private static final Set<String> TEXTUAL = Set.of("text", "bpchar");
    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);

    private final List<RecordComponent> path;
    private final String name;
    private final String type;
    private final Codec<Object> codec;
    private final MethodHandle accessor;
    private final String component;
    private final boolean computed;
    private final boolean generated;
    private final boolean primitive;
    private final Optional<Exactness> exactness;

    /**
     * @param path the components that lead to it: one, or the embedded ones and then the last
     * @param name the column's name, not quoted
     * @param type its SQL type
     */
    ColumnModel(List<RecordComponent> path, String name, String type, Codec<Object> codec) {
        this.path = List.copyOf(path);
        this.name = name;
        this.type = type;
        this.codec = Codecs.fitting(codec, type);
        this.accessor = Accessors.of(path);
        this.component = path.stream().map(RecordComponent::getName).collect(Collectors.joining("."));
        this.computed = is(Computed.class);
        this.generated = is(Generated.class) || is(Identity.class) || is(UpdatedAt.class);
        this.primitive = declared().getType().isPrimitive();
        this.exactness = Exactness.of(declared().getType(), type);
    }

    /** The components that lead to it: one, or the embedded ones and then the last. */
    public List<RecordComponent> path() {
        return path;
    }

    /** The column's name, not quoted. */
    public String name() {
        return name;
    }

    /** Its SQL type. */
    public String type() {
        return type;
    }

    /** How values travel. */
    public Codec<Object> codec() {
        return codec;
    }

    /** The component as written, the last of the path. */
    public RecordComponent declared() {
        return path.getLast();
    }

    /** The component's name; with those of the embedded ones that lead to it, as {@code home.city}. */
    public String component() {
        return component;
    }

    /** The name in quotes. */
    public String sql() {
        return Names.quoted(name);
    }

    /** The column as conditions need it. */
    public BoundColumn bound() {
        return new BoundColumn(sql(), codec, nullable(), TEXTUAL.contains(codec.type()));
    }

    /** Whether an annotation stands on the component; {@code @Id} also when it stands on what embeds it. */
    public boolean is(Class<? extends Annotation> annotation) {
        return declared().isAnnotationPresent(annotation)
                || annotation == Id.class && path.getFirst().isAnnotationPresent(annotation);
    }

    /** The column as a part of a record that the entity embeds, so many components down its path. */
    EmbeddedPart within(int depth, ColumnRef ref) {
        List<RecordComponent> below = path.subList(depth, path.size());
        MethodHandle inner = Accessors.of(below);
        return new EmbeddedPart(ref, !generated && below.stream().noneMatch(Leaf::isNullable), record -> Accessors.get(inner, record));
    }

    /** Whether the column may hold NULL. */
    public boolean nullable() {
        return is(SoftDelete.class) || path.stream().anyMatch(c -> c.isAnnotationPresent(Nullable.class));
    }

    /** Whether the database makes the value when the row has none. */
    public boolean generated() {
        return generated;
    }

    /** The SQL expression of the value the database makes; empty for columns that count, and for all others. */
    public Optional<String> generatedBy() {
        String written = is(Generated.class) ? declared().getAnnotation(Generated.class).value() : "";
        return !generated() || serial() || is(Identity.class) ? Optional.empty() : Optional.of(written.isEmpty()
                ? declared().getType() == java.util.UUID.class ? "gen_random_uuid()" : "CURRENT_TIMESTAMP" : written);
    }

    /** Whether the column counts by a sequence of its own: {@code smallserial}, {@code serial} or {@code bigserial}. */
    public boolean serial() {
        return is(Generated.class) && declared().getAnnotation(Generated.class).value().isEmpty()
                && WHOLE.contains(declared().getType());
    }

    /** How an identity column counts; empty for every other column. */
    public Optional<Identity> identity() {
        return Optional.ofNullable(declared().getAnnotation(Identity.class));
    }

    /** The expression of a stored generated column, which is never written; empty for every other column. */
    public Optional<String> computed() {
        return Optional.ofNullable(declared().getAnnotation(Computed.class)).map(Computed::value);
    }

    /** The enum type that must exist before the table; empty when the column, or its elements, have none of their own. */
    public Optional<NativeEnum> nativeEnum() {
        return NativeEnum.of(declared().getGenericType());
    }

    /** The component's value of a row; null also where an embedded record that leads to it is. */
    public Object value(Object row) {
        return Accessors.get(accessor, row);
    }

    /** The component's value of a row that is to be written. @throws InvalidValue when the column would not keep it as it is */
    public Object written(Object row) {
        return exact(value(row));
    }

    /** The value itself. @throws InvalidValue when the column would not keep it as it is */
    public Object exact(Object value) {
        if (exactness.isPresent()) {
            exactness.get().refusal(value).ifPresent(why -> {
                throw new InvalidValue(component + ": the column " + sql() + " of type " + type + " would change the value: " + why, null);
            });
        }
        return value;
    }

    /** Whether an INSERT of this row leaves the column to the database. */
    public boolean leftOut(Object row) {
        if (computed) {
            return true;
        }
        if (!generated) {
            return false;
        }
        Object value = value(row);
        return value == null || primitive && value instanceof Number n && n.longValue() == 0;
    }

    MethodHandle accessor() {
        return accessor;
    }

    @Override
    public String toString() {
        return component + " as " + sql();
    }
}
