package dev.lifeboat.orm.type;

import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * A JSON document as it is, for columns whose shape is not known. The database checks it; {@code jsonb} keeps neither
 * white space nor the order of names, so texts read back may differ from texts written.
 */
public record Json(String text) {
    /** @throws NullPointerException when the text is null; JSON's own null is {@code "null"} */
    public Json {
        Objects.requireNonNull(text, "text");
    }

    /** A tree, or any other value that Jackson can write. */
    public static Json of(Object value) {
        return new Json(JsonCodec.EXACT.writeValueAsString(value));
    }

    /** The document as a tree; its numbers keep all digits. @throws tools.jackson.core.JacksonException when it is none */
    public JsonNode tree() {
        return JsonCodec.EXACT.readTree(text);
    }

    /** The document as a record, a map or any other value. @throws tools.jackson.core.JacksonException when it is none */
    public <V> V as(Class<V> type) {
        return JsonCodec.EXACT.readValue(text, type);
    }
}
