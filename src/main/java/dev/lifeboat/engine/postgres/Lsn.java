package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * A position in the write-ahead log, written as PostgreSQL writes it: {@code 0/3000028}.
 *
 * @param value bytes since the beginning of the log, unsigned
 */
@JsonSerialize(using = Lsn.Written.class)
@JsonDeserialize(using = Lsn.Read.class)
public record Lsn(long value) implements Comparable<Lsn> {

    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /** @throws Failure.BadInput when the text is no position */
    public static Lsn of(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new Failure.BadInput("\"" + text + "\" is no position in the write-ahead log.", "Such as 0/3000028.");
        }
        return new Lsn(Long.parseLong(matcher.group(1), 16) << 32 | Long.parseLong(matcher.group(2), 16));
    }

    public Lsn plus(long bytes) {
        return new Lsn(value + bytes);
    }

    public boolean isBefore(Lsn other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return "%X/%X".formatted(value >>> 32, value & 0xffff_ffffL);
    }

    static final class Written extends StdSerializer<Lsn> {
        Written() {
            super(Lsn.class);
        }

        @Override
        public void serialize(Lsn lsn, JsonGenerator out, SerializationContext context) {
            out.writeString(lsn.toString());
        }
    }

    static final class Read extends StdDeserializer<Lsn> {
        Read() {
            super(Lsn.class);
        }

        @Override
        public Lsn deserialize(JsonParser in, DeserializationContext context) {
            String text = in.getValueAsString();
            try {
                return of(text);
            } catch (Failure.BadInput e) {
                return (Lsn) context.handleWeirdStringValue(Lsn.class, text, e.getMessage());
            }
        }
    }
}
