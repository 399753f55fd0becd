package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.error.UnexpectedNull;
import dev.lifeboat.orm.type.Codec;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Composes the handle of one {@link RowReader}; used once. */
final class RowComposer {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private final List<? extends Codec<?>> codecs;
    private final int[] positions;
    private final boolean strict;
    private int next;

    /** @param strict whether components that are not nullable refuse NULL; primitives always do */
    RowComposer(List<? extends Codec<?>> codecs, int[] positions, boolean strict) {
        this.codecs = codecs;
        this.positions = positions;
        this.strict = strict;
    }

    /** {@code (ResultSet) -> Object}. */
    MethodHandle reader(Class<?> record) {
        try {
            return whole(record, "").asType(MethodType.methodType(Object.class, ResultSet.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the constructor of " + record.getName() + " is out of reach", e);
        }
    }

    private MethodHandle whole(Class<?> record, String path) throws ReflectiveOperationException {
        RecordComponent[] components = record.getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandle[] parts = new MethodHandle[types.length];
        for (int i = 0; i < types.length; i++) {
            parts[i] = Leaf.isEmbedded(components[i]) ? embedded(components[i], path) : column(components[i], path);
        }
        MethodHandle make = MethodHandles.privateLookupIn(record, HERE)
                .findConstructor(record, MethodType.methodType(void.class, types));
        for (int i = types.length - 1; i >= 0; i--) {
            make = MethodHandles.collectArguments(make, i, parts[i]);
        }
        return MethodHandles.permuteArguments(make, MethodType.methodType(record, ResultSet.class), new int[types.length]);
    }

    private MethodHandle embedded(RecordComponent component, String path) throws ReflectiveOperationException {
        int first = next;
        MethodHandle present = whole(component.getType(), path + component.getName() + ".");
        if (!Leaf.isNullable(component)) {
            return present;
        }
        MethodHandle absent = HERE.findStatic(RowComposer.class, "absent",
                MethodType.methodType(boolean.class, int[].class, ResultSet.class)).bindTo(Arrays.copyOfRange(positions, first, next));
        MethodHandle nothing = MethodHandles.dropArguments(MethodHandles.constant(component.getType(), null), 0, ResultSet.class);
        return MethodHandles.guardWithTest(absent, nothing, present);
    }

    private MethodHandle column(RecordComponent component, String path) throws ReflectiveOperationException {
        MethodHandle read = HERE.findVirtual(Codec.class, "read",
                MethodType.methodType(Object.class, ResultSet.class, int.class)).bindTo(codecs.get(next));
        read = MethodHandles.insertArguments(read, 1, positions[next]);
        next++;
        if (component.getType().isPrimitive() || strict && !mayBeAbsent(component)) {
            MethodHandle known = HERE.findStatic(RowComposer.class, "known",
                    MethodType.methodType(Object.class, String.class, Object.class)).bindTo(path + component.getName());
            read = MethodHandles.filterReturnValue(read, known);
        }
        return read.asType(MethodType.methodType(component.getType(), ResultSet.class));
    }

    /** Null before the row is written is null after it was read, where a table made by others lets what the database makes be NULL. */
    private static boolean mayBeAbsent(RecordComponent component) {
        return Leaf.isNullable(component) || component.isAnnotationPresent(Generated.class) || component.isAnnotationPresent(UpdatedAt.class);
    }

    /** Whether all of the columns are NULL. The driver gives the bytes of every type without reading them. */
    @SuppressWarnings("unused") // called through the method handle
    private static boolean absent(int[] positions, ResultSet row) throws SQLException {
        for (int position : positions) {
            if (row.getBytes(position) != null) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unused") // called through the method handle
    private static Object known(String component, Object value) {
        if (value == null) {
            throw new UnexpectedNull("the column of " + component + " holds NULL, and the component is not @Nullable");
        }
        return value;
    }
}
