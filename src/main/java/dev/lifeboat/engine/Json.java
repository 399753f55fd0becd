package dev.lifeboat.engine;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** How Lifeboat writes and reads JSON: records, times in ISO 8601 with Z, unknown fields ignored, missing ones an error. Thread-safe. */
public final class Json {

    private static final JsonMapper COMPACT = JsonMapper.builder()
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .addModule(paths())
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();
    private static final JsonMapper READABLE = COMPACT.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** Paths as people write them; Jackson's own form is a {@code file:///} URI. */
    private static SimpleModule paths() {
        return new SimpleModule("paths")
                .addSerializer(Path.class, new StdSerializer<>(Path.class) {
                    @Override public void serialize(Path path, JsonGenerator out, SerializationContext context) {
                        out.writeString(path.toString());
                    }
                })
                .addDeserializer(Path.class, new StdDeserializer<>(Path.class) {
                    @Override public Path deserialize(JsonParser in, DeserializationContext context) {
                        String text = in.getValueAsString();
                        try {
                            return Path.of(text);
                        } catch (InvalidPathException e) {
                            return (Path) context.handleWeirdStringValue(Path.class, text, "not a path: %s", e.getReason());
                        }
                    }
                });
    }

    /** One line, for logs and {@code --json}. */
    public static String line(Object value) {
        return COMPACT.writeValueAsString(value);
    }

    /** Indented, for files that people read. */
    public static byte[] readable(Object value) {
        return (READABLE.writeValueAsString(value) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** @throws Failure.BadInput saying where in {@code source} the text is wrong */
    public static <T> T read(byte[] json, Class<T> type, Path source) {
        try {
            T value = COMPACT.readValue(json, type);
            if (value == null) {
                throw new Failure.BadInput(source + " is empty.");
            }
            return value;
        } catch (JacksonException e) {
            String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new Failure.BadInput(source + where + " is not what Lifeboat expects: "
                    + e.getOriginalMessage().replaceFirst("(?s): Failed to deserialize .*", "")); // which names classes of Java
        }
    }
}
