package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.query.ColumnRef;

/**
 * Two columns that hold the same value where rows belong together; several of them where a key has several columns. Made
 * by {@link Relations#on}.
 *
 * @param <A> the entity of the first
 * @param <B> the entity of the second
 */
public record On<A, B>(ColumnRef.Component first, ColumnRef.Component second) {
    /** @throws IllegalArgumentException when their types differ: such values are never equal */
    public On {
        if (!type(first).equals(type(second))) {
            throw new IllegalArgumentException(first + " is " + type(first).getSimpleName() + " and " + second + " is "
                    + type(second).getSimpleName() + ": rows belong together by values of one type");
        }
    }

    private static Class<?> type(ColumnRef.Component ref) {
        for (var component : ref.record().getRecordComponents()) {
            if (component.getName().equals(ref.component())) {
                return java.lang.invoke.MethodType.methodType(component.getType()).wrap().returnType();
            }
        }
        throw new IllegalArgumentException(ref + " is no component");
    }
}
