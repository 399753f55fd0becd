package dev.lifeboat.engine.repository;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes and reads records in a compact binary form, for a cache that may be thrown away: reading a thousand manifests so
 * takes a tenth of the time that their JSON takes. Knows what manifests are made of: records, texts, numbers, times,
 * enums, optionals, lists and maps. A long list is only taken apart when somebody looks into it: whoever lists sets does
 * not ask for their tables. For one stream and one thread; what it has read may be used by many.
 */
final class RecordCodec {

    /** From this size on a list of records is left as it is until it is asked for. */
    private static final int LONG = 4;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<Class<?>, Shape> shapes;

    /** How a record is taken apart and put together. */
    private record Shape(RecordComponent[] components, Type[] types, Constructor<?> constructor) {}

    RecordCodec() {
        this(new ConcurrentHashMap<>());
    }

    private RecordCodec(Map<Class<?>, Shape> shapes) {
        this.shapes = shapes;
    }

    /** For another stream. What is known of the types is shared, by any number of threads. */
    RecordCodec another() {
        return new RecordCodec(shapes);
    }

    /**
     * What a type is made of, down to the last component: two programs with the same text understand each other.
     * @throws UnsupportedOperationException naming the type that this codec does not know
     */
    static String describe(Class<?> record) {
        Set<String> lines = new TreeSet<>();
        describe(record, lines);
        return String.join("\n", lines);
    }

    private static void describe(Type type, Set<String> lines) {
        if (type instanceof ParameterizedType parameterized) {
            require(parameterized.getRawType(), Optional.class, List.class, Map.class);
            for (Type argument : parameterized.getActualTypeArguments()) {
                describe(argument, lines);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            StringBuilder line = new StringBuilder(plain.getName());
            for (RecordComponent component : plain.getRecordComponents()) {
                line.append(' ').append(component.getName()).append(':').append(component.getGenericType());
            }
            if (lines.add(line.toString())) {
                for (RecordComponent component : plain.getRecordComponents()) {
                    describe(component.getGenericType(), lines);
                }
            }
        } else if (type instanceof Class<?> plain && plain.isEnum()) {
            lines.add(plain.getName() + List.of(plain.getEnumConstants()));
        } else {
            require(type, String.class, int.class, long.class, boolean.class, Integer.class, Long.class, Boolean.class, Instant.class, Duration.class);
        }
    }

    private static void require(Type type, Class<?>... known) {
        if (!List.of(known).contains(type)) {
            throw new UnsupportedOperationException("not known to the catalogue's cache: " + type.getTypeName());
        }
    }

    /** @param valueOrNull of the type */
    void write(Type type, Object valueOrNull, DataOutputStream out) throws IOException {
        out.writeBoolean(valueOrNull != null);
        switch (valueOrNull) {
            case null -> { }
            case String text -> text(text, out);
            case Integer number -> out.writeInt(number);
            case Long number -> out.writeLong(number);
            case Boolean bool -> out.writeBoolean(bool);
            case Enum<?> constant -> out.writeByte(constant.ordinal());
            case Instant instant -> {
                out.writeLong(instant.getEpochSecond());
                out.writeInt(instant.getNano());
            }
            case Duration duration -> {
                out.writeLong(duration.getSeconds());
                out.writeInt(duration.getNano());
            }
            case Optional<?> optional -> write(argument(type, 0), optional.orElse(null), out);
            case List<?> list -> {
                out.writeInt(list.size());
                if (isLong(list.size(), argument(type, 0))) {
                    ByteArrayOutputStream own = new ByteArrayOutputStream();
                    another().elements(list, argument(type, 0), new DataOutputStream(own));
                    out.writeInt(own.size());
                    own.writeTo(out);
                } else {
                    elements(list, argument(type, 0), out);
                }
            }
            case Map<?, ?> map -> {
                out.writeInt(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    write(argument(type, 0), entry.getKey(), out);
                    write(argument(type, 1), entry.getValue(), out);
                }
            }
            case Record record -> components(record, out);
            default -> throw new UnsupportedOperationException(type.getTypeName());
        }
    }

    private static boolean isLong(int size, Type element) {
        return size >= LONG && element instanceof Class<?> plain && plain.isRecord();
    }

    private void elements(List<?> list, Type element, DataOutputStream out) throws IOException {
        for (Object each : list) {
            write(element, each, out);
        }
    }

    private void text(String text, DataOutputStream out) throws IOException {
        Integer number = numbers.putIfAbsent(text, numbers.size());
        out.writeInt(number == null ? -1 : number);
        if (number == null) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private void components(Record record, DataOutputStream out) throws IOException {
        Shape shape = shape(record.getClass());
        try {
            for (int i = 0; i < shape.components.length; i++) {
                write(shape.types[i], shape.components[i].getAccessor().invoke(record), out);
            }
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    /** @throws RuntimeException when the bytes are no value of this type */
    Object read(Type type, ByteBuffer in) {
        if (in.get() == 0) {
            return type instanceof ParameterizedType parameterized && parameterized.getRawType() == Optional.class ? Optional.empty() : null;
        }
        if (type instanceof ParameterizedType parameterized) {
            return container(parameterized, in);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return text(in);
        } else if (plain == int.class || plain == Integer.class) {
            return in.getInt();
        } else if (plain == long.class || plain == Long.class) {
            return in.getLong();
        } else if (plain == boolean.class || plain == Boolean.class) {
            return in.get() != 0;
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[in.get()];
        } else if (plain == Instant.class) {
            return Instant.ofEpochSecond(in.getLong(), in.getInt());
        } else if (plain == Duration.class) {
            return Duration.ofSeconds(in.getLong(), in.getInt());
        }
        return record(plain, in);
    }

    private Object container(ParameterizedType type, ByteBuffer in) {
        Type first = argument(type, 0);
        if (type.getRawType() == Optional.class) {
            return Optional.ofNullable(read(first, in));
        }
        int size = in.getInt();
        if (type.getRawType() == List.class) {
            if (isLong(size, first)) {
                int bytes = in.getInt();
                ByteBuffer own = in.slice(in.position(), bytes);
                in.position(in.position() + bytes);
                return new Later(another(), first, size, own);
            }
            return Collections.unmodifiableList(elements(first, size, in));
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(read(first, in), read(argument(type, 1), in));
        }
        return map;
    }

    private List<Object> elements(Type element, int size, ByteBuffer in) {
        List<Object> list = new ArrayList<>(Math.min(size, 1000));
        for (int i = 0; i < size; i++) {
            list.add(read(element, in));
        }
        return list;
    }

    /** A list that is read when somebody looks into it. Immutable to the outside and thread-safe. */
    private static final class Later extends AbstractList<Object> {
        private final RecordCodec codec;
        private final Type element;
        private final int size;
        private ByteBuffer bytesOrNull;
        private List<Object> elements;

        Later(RecordCodec codec, Type element, int size, ByteBuffer bytes) {
            this.codec = codec;
            this.element = element;
            this.size = size;
            bytesOrNull = bytes;
        }

        @Override public Object get(int index) {
            return all().get(index);
        }

        @Override public int size() {
            return size;
        }

        private synchronized List<Object> all() {
            if (bytesOrNull != null) {
                elements = codec.elements(element, size, bytesOrNull);
                bytesOrNull = null;
            }
            return elements;
        }
    }

    private String text(ByteBuffer in) {
        int number = in.getInt();
        if (number >= 0) {
            return texts.get(number);
        }
        int length = in.getInt();
        String text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        texts.add(text);
        return text;
    }

    private Object record(Class<?> type, ByteBuffer in) {
        Shape shape = shape(type);
        Object[] values = new Object[shape.types.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(shape.types[i], in);
        }
        try {
            return shape.constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Shape shape(Class<?> type) {
        return shapes.computeIfAbsent(type, RecordCodec::shapeOf);
    }

    private static Shape shapeOf(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Type[] types = new Type[components.length];
        Class<?>[] raw = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getGenericType();
            raw[i] = components[i].getType();
            components[i].getAccessor().setAccessible(true);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(raw);
            constructor.setAccessible(true);
            return new Shape(components, types, constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e); // each record has its canonical constructor
        }
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
