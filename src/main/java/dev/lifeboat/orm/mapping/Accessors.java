package dev.lifeboat.orm.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;

/** Handles {@code (Object) -> Object} that read a record's components. */
final class Accessors {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final MethodType ANY = MethodType.methodType(Object.class, Object.class);

    private Accessors() {}

    /** Reads one component after the other; null where one on the way is null. */
    static MethodHandle of(List<RecordComponent> path) {
        MethodHandle read = of(path.getFirst());
        for (RecordComponent next : path.subList(1, path.size())) {
            read = MethodHandles.filterReturnValue(read, orNull(of(next)));
        }
        return read;
    }

    /** Gives back what it is given. */
    static MethodHandle identity() {
        return MethodHandles.identity(Object.class);
    }

    private static MethodHandle of(RecordComponent component) {
        try {
            return MethodHandles.privateLookupIn(component.getDeclaringRecord(), HERE).unreflect(component.getAccessor()).asType(ANY);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the accessor " + component + " is out of reach", e);
        }
    }

    private static MethodHandle orNull(MethodHandle read) {
        try {
            MethodHandle isNull = HERE.findStatic(Objects.class, "isNull", MethodType.methodType(boolean.class, Object.class));
            MethodHandle nothing = MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, Object.class);
            return MethodHandles.guardWithTest(isNull, nothing, read);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value that such a handle reads. */
    static Object get(MethodHandle accessor, Object from) {
        try {
            return (Object) accessor.invokeExact(from);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a record's accessor failed", e);
        }
    }
}
