package dev.lifeboat.orm.type;

import java.lang.reflect.Type;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A record, map or list of such as {@code jsonb}, by Jackson. */
final class JsonCodec implements Codec<Object> {
    /** Numbers of no declared type keep all their digits, which a double would not. */
    static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private final JavaType javaType;

    JsonCodec(Type javaType) {
        this.javaType = EXACT.constructType(javaType);
    }

    @Override
    public String type() {
        return "jsonb";
    }

    @Override
    public String text(Object value) {
        return Texts.wellFormed(EXACT.writerFor(javaType).writeValueAsString(value));
    }

    @Override
    public Object parse(String text) {
        return EXACT.readValue(text, javaType);
    }
}
