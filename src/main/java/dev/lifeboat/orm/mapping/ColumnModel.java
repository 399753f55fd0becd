package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.Computed;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Identity;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.query.BoundColumn;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.type.CastCodec;
import dev.lifeboat.orm.type.Codec;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A component of an entity, or of a record embedded in it, and its column.
 *
 * @param path     the components that lead to it: one, or the embedded ones and then the last
 * @param name     the column's name, not quoted
 * @param type     its SQL type
 * @param codec    how values travel
 * @param accessor {@code (Object) -> Object}, the component's value of an entity; null where an embedded record is
 */
public record ColumnModel(List<RecordComponent> path, String name, String type, Codec<Object> codec, MethodHandle accessor) {
    private static final Set<String> TEXTUAL = Set.of("text", "varchar", "character varying", "char", "character", "bpchar");
    private static final Set<Class<?>> WHOLE =
            Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);

    /** The codec of a component whose SQL type was written by hand: cast where the driver would send another type. */
    static Codec<Object> fitting(Codec<Object> codec, String type) {
        String base = baseType(type);
        boolean same = base.equals(codec.type()) || TEXTUAL.contains(codec.type()) && TEXTUAL.contains(base);
        return same ? codec : new CastCodec<>(codec, base);
    }

    /** The type without its length: a cast to {@code varchar(3)} would cut a longer value silently. */
    private static String baseType(String type) {
        return type.replaceAll("\\s*\\([^)]*\\)", "");
    }

    /** The component as written, the last of the path. */
    public RecordComponent declared() {
        return path.getLast();
    }

    /** The component's name; with those of the embedded ones that lead to it, as {@code home.city}. */
    public String component() {
        return path.stream().map(RecordComponent::getName).collect(Collectors.joining("."));
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

    /** Whether the column may hold NULL. */
    public boolean nullable() {
        return is(SoftDelete.class) || path.stream().anyMatch(c -> c.isAnnotationPresent(Nullable.class));
    }

    /** Whether the database makes the value when the row has none. */
    public boolean generated() {
        return is(Generated.class) || is(Identity.class) || is(UpdatedAt.class);
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

    /** The component's value of a row. */
    public Object value(Object row) {
        try {
            return (Object) accessor.invokeExact(row);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(declared() + " failed", e);
        }
    }

    /** Whether an INSERT of this row leaves the column to the database. */
    public boolean leftOut(Object row) {
        if (is(Computed.class)) {
            return true;
        }
        if (!generated()) {
            return false;
        }
        Object value = value(row);
        return value == null || declared().getType().isPrimitive() && value instanceof Number n && n.longValue() == 0;
    }
}
