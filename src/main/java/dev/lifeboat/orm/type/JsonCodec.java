package dev.lifeboat.orm.type;

import java.lang.reflect.Type;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** A record, map or list of such as {@code jsonb}, by Jackson. */
final class JsonCodec implements Codec<Object> {
    private final JsonMapper mapper;
    private final JavaType javaType;

    JsonCodec(JsonMapper mapper, Type javaType) {
        this.mapper = mapper;
        this.javaType = mapper.constructType(javaType);
    }

    @Override
    public String type() {
        return "jsonb";
    }

    @Override
    public String text(Object value) {
        return mapper.writerFor(javaType).writeValueAsString(value);
    }

    @Override
    public Object parse(String text) {
        return mapper.readValue(text, javaType);
    }
}
