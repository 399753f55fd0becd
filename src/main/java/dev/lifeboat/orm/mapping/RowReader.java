package dev.lifeboat.orm.mapping;

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

/**
 * Makes rows of a record from a result, by position: one method handle composed of the constructor and a reader for each
 * column, which costs what hand-written JDBC costs. Immutable and thread-safe.
 */
public final class RowReader<T> {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private final MethodHandle make;

    private RowReader(MethodHandle make) {
        this.make = make;
    }

    /**
     * A reader for a record.
     *
     * @param positions for each component, the result's column, counted from 1
     */
    public static <T> RowReader<T> of(Class<T> record, List<? extends Codec<?>> codecs, int[] positions) {
        try {
            RecordComponent[] components = record.getRecordComponents();
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            MethodHandle make = MethodHandles.privateLookupIn(record, HERE)
                    .findConstructor(record, MethodType.methodType(void.class, types));
            for (int i = types.length - 1; i >= 0; i--) {
                make = MethodHandles.collectArguments(make, i, column(components[i], codecs.get(i), positions[i]));
            }
            MethodType one = MethodType.methodType(record, ResultSet.class);
            make = MethodHandles.permuteArguments(make, one, new int[types.length]);
            return new RowReader<>(make.asType(MethodType.methodType(Object.class, ResultSet.class)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the constructor of " + record.getName() + " is out of reach", e);
        }
    }

    private static MethodHandle column(RecordComponent component, Codec<?> codec, int position)
            throws ReflectiveOperationException {
        MethodHandle read = HERE.findVirtual(Codec.class, "read",
                MethodType.methodType(Object.class, ResultSet.class, int.class)).bindTo(codec);
        read = MethodHandles.insertArguments(read, 1, position);
        if (component.getType().isPrimitive()) {
            MethodHandle known = HERE.findStatic(RowReader.class, "known",
                    MethodType.methodType(Object.class, String.class, Object.class)).bindTo(component.getName());
            read = MethodHandles.filterReturnValue(read, known);
        }
        return read.asType(MethodType.methodType(component.getType(), ResultSet.class));
    }

    @SuppressWarnings("unused") // called through the method handle
    private static Object known(String component, Object value) {
        if (value == null) {
            throw new UnexpectedNull("the column of " + component + " holds NULL, and the component is a primitive");
        }
        return value;
    }

    /** The row the result stands on. */
    @SuppressWarnings("unchecked")
    public T read(ResultSet result) throws SQLException {
        try {
            return (T) (Object) make.invokeExact(result);
        } catch (SQLException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the record's constructor failed", e);
        }
    }
}
