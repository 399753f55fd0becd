package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.Generated;
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
import java.util.Optional;
import java.util.Set;

/**
 * A component of an entity and its column.
 *
 * @param declared the component as written
 * @param name     the column's name, not quoted
 * @param type     its SQL type
 * @param codec    how values travel
 * @param accessor {@code (Object) -> Object}, the component's value
 */
public record ColumnModel(RecordComponent declared, String name, String type, Codec<Object> codec, MethodHandle accessor) {
    private static final Set<String> TEXTUAL = Set.of("text", "varchar", "character varying", "char", "character", "bpchar");

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

    /** The name in quotes. */
    public String sql() {
        return Names.quoted(name);
    }

    /** The column as conditions need it. */
    public BoundColumn bound() {
        return new BoundColumn(sql(), codec, nullable(), TEXTUAL.contains(codec.type()));
    }

    /** Whether an annotation stands on the component. */
    public boolean is(Class<? extends Annotation> annotation) {
        return declared.isAnnotationPresent(annotation);
    }

    /** Whether the column may hold NULL. */
    public boolean nullable() {
        return is(Nullable.class) || is(SoftDelete.class);
    }

    /** Whether the database makes the value when the row has none. */
    public boolean generated() {
        return is(Generated.class) || is(UpdatedAt.class);
    }

    /** The SQL expression of the value the database makes; empty for {@code serial} columns and for all others. */
    public Optional<String> generatedBy() {
        String written = is(Generated.class) ? declared.getAnnotation(Generated.class).value() : "";
        return !generated() || serial() ? Optional.empty() : Optional.of(written.isEmpty()
                ? declared.getType() == java.util.UUID.class ? "gen_random_uuid()" : "CURRENT_TIMESTAMP" : written);
    }

    /** Whether the column counts by a sequence of its own. */
    public boolean serial() {
        Class<?> type = declared.getType();
        return is(Generated.class) && declared.getAnnotation(Generated.class).value().isEmpty()
                && (type == Integer.class || type == int.class || type == Long.class || type == long.class);
    }

    /** The component's value of a row. */
    public Object value(Object row) {
        try {
            return (Object) accessor.invokeExact(row);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(declared + " failed", e);
        }
    }

    /** Whether an INSERT of this row leaves the column to the database. */
    public boolean leftOut(Object row) {
        if (!generated()) {
            return false;
        }
        Object value = value(row);
        return value == null || declared.getType().isPrimitive() && value instanceof Number n && n.longValue() == 0;
    }
}
