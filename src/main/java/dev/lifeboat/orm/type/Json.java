package dev.lifeboat.orm.type;

import java.util.Objects;

/**
 * A JSON document as it is, for columns whose shape is not known. The database checks it; {@code jsonb} keeps neither
 * white space nor the order of names, so texts read back may differ from texts written.
 */
public record Json(String text) {
    /** @throws NullPointerException when the text is null; JSON's own null is {@code "null"} */
    public Json {
        Objects.requireNonNull(text, "text");
    }
}
