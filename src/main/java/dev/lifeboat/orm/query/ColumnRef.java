package dev.lifeboat.orm.query;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Which column is meant: a record's component, or a name, on a side of a join where there are several. */
public sealed interface ColumnRef extends Expr {
    /** A component of an entity; of an embedded record with both names, as {@code home.city}. */
    record Component(Class<?> record, String component) implements ColumnRef {
        @Override
        public String toString() {
            return record.getSimpleName() + "::" + component;
        }
    }

    /** A component of what a component embeds. @throws IllegalArgumentException as {@link #of(Col)} */
    static Component of(Col<?, ?> embedded, Col<?, ?> inner) {
        Component outer = of(embedded);
        return new Component(outer.record(), outer.component() + "." + of(inner).component());
    }

    /** The same, one record further down. */
    static Component of(Col<?, ?> outer, Col<?, ?> embedded, Col<?, ?> inner) {
        Component down = of(embedded, inner);
        Component from = of(outer);
        return new Component(from.record(), from.component() + "." + down.component());
    }

    /** A column by the name PostgreSQL stores. */
    record Named(String column) implements ColumnRef {
        @Override
        public String toString() {
            return column;
        }
    }

    /** A column of one side of a join. */
    record OfSide(boolean right, ColumnRef column) implements ColumnRef {
        @Override
        public String toString() {
            return column + (right ? " on the right" : " on the left");
        }
    }

    /**
     * The component behind a method reference. Every place in the code that writes one has its own class, which is what
     * the answer is kept by.
     *
     * @throws IllegalArgumentException when it is a lambda or another method
     */
    static Component of(Col<?, ?> reference) {
        Resolved resolved = Resolved.CACHE.get(reference.getClass());
        if (resolved.component == null) {
            resolved.component = Resolved.resolve(reference);
        }
        return resolved.component;
    }

    /** The answer for one class of method reference; racing threads find the same. */
    final class Resolved {
        private static final ClassValue<Resolved> CACHE = new ClassValue<>() {
            @Override
            protected Resolved computeValue(Class<?> type) {
                return new Resolved();
            }
        };
        private volatile Component component;

        private Resolved() {}

        private static Component resolve(Col<?, ?> reference) {
            Class<?> site = reference.getClass();
            try {
                Method replace = site.getDeclaredMethod("writeReplace");
                replace.setAccessible(true);
                SerializedLambda lambda = (SerializedLambda) replace.invoke(reference);
                String method = lambda.getImplMethodName();
                Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, site.getClassLoader());
                boolean accessor = owner.isRecord()
                        && Arrays.stream(owner.getRecordComponents()).anyMatch(c -> c.getName().equals(method))
                        && lambda.getImplMethodSignature().startsWith("()");
                if (!accessor) {
                    throw refused(method.startsWith("lambda$") ? "a lambda" : owner.getName() + "::" + method);
                }
                return new Component(owner, method);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(
                        "a column is named by a method reference to a record's accessor, as User::email", e);
            }
        }

        private static IllegalArgumentException refused(String what) {
            return new IllegalArgumentException(
                    "a column is named by a method reference to a record's accessor, as User::email; this is " + what);
        }
    }
}
