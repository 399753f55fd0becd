package dev.lifeboat.ui.browser.value;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * A PostGIS value, whose text form is the hex of its extended binary form, as well-known text. Source: PostGIS manual,
 * "OGC WKB and WKT"; the three flags of the type are those of EWKB.
 */
final class Geometry {
    private static final int Z = 0x80000000;
    private static final int M = 0x40000000;
    private static final int SRID = 0x20000000;
    private static final String[] NAMES = {"", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"};

    private final ByteBuffer bytes;
    private int dimensions = 2;

    private Geometry(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** Such as {@code SRID=4326;POINT(13.4 52.5)}; empty for what is none, or of a kind not known here. */
    static Optional<String> wkt(String hex) {
        try {
            var geometry = new Geometry(HexFormat.of().parseHex(hex));
            String text = geometry.read(true);
            return geometry.bytes.hasRemaining() ? Optional.empty() : Optional.of(text);
        } catch (IllegalArgumentException | BufferUnderflowException _) {
            return Optional.empty();
        }
    }

    private String read(boolean named) {
        bytes.order(bytes.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int type = bytes.getInt();
        String srid = (type & SRID) != 0 ? "SRID=" + bytes.getInt() + ";" : "";
        dimensions = 2 + ((type & Z) != 0 ? 1 : 0) + ((type & M) != 0 ? 1 : 0);
        int kind = type & 0x1fffffff;
        if (kind < 1 || kind >= NAMES.length) throw new IllegalArgumentException("not known: " + kind);
        String mark = (type & Z) == 0 && (type & M) != 0 ? "M" : "";
        String body = switch (kind) {
            case 1 -> "(" + point() + ")";
            case 2 -> points();
            case 3 -> listed(this::points);
            case 7 -> listed(() -> read(true));
            default -> listed(() -> read(false));
        };
        return srid + (named ? NAMES[kind] + mark : "") + body;
    }

    private String points() {
        return listed(this::point);
    }

    private String listed(Supplier<String> part) {
        int count = bytes.getInt();
        if (count < 0 || count > bytes.remaining()) throw new IllegalArgumentException("not so many");
        var all = new StringJoiner(",", "(", ")");
        for (int i = 0; i < count; i++) all.add(part.get());
        return all.toString();
    }

    private String point() {
        var values = new StringJoiner(" ");
        int of = dimensions;
        for (int i = 0; i < of; i++) values.add(number(bytes.getDouble()));
        return values.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
