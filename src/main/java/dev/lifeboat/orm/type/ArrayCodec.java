package dev.lifeboat.orm.type;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL array as a Java array, also of primitives. */
record ArrayCodec(Codec<Object> element, Class<?> componentType) implements Codec<Object> {
    @Override
    public String type() {
        return element.type() + "[]";
    }

    @Override
    public String text(Object array) {
        List<Object> values = new ArrayList<>(Array.getLength(array));
        for (int i = 0; i < Array.getLength(array); i++) {
            values.add(Array.get(array, i));
        }
        return ListCodec.text(element, values);
    }

    @Override
    public Object parse(String text) {
        List<String> elements = PgArrays.elements(text);
        Object array = Array.newInstance(componentType, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            String each = elements.get(i);
            if (each == null && componentType.isPrimitive()) {
                throw new IllegalArgumentException("an array of " + componentType + " holds no NULL");
            }
            Array.set(array, i, each == null ? null : element.parse(each));
        }
        return array;
    }
}
