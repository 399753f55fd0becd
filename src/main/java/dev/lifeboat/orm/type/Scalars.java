package dev.lifeboat.orm.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The codecs of the types that need no further description. */
final class Scalars {
    private interface Read<V> {
        V read(ResultSet row, int column) throws SQLException;
    }

    private interface Bind<V> {
        void bind(PreparedStatement statement, int index, V value) throws SQLException;
    }

    /** A codec that takes the driver's own road for both ways. */
    private record Direct<V>(String type, Read<V> reader, Bind<V> binder, Function<V, String> writer,
                             Function<String, V> parser) implements Codec<V> {
        @Override
        public String placeholder() {
            return "?";
        }

        @Override
        public String text(V value) {
            return writer.apply(value);
        }

        @Override
        public V parse(String text) {
            return parser.apply(text);
        }

        @Override
        public V read(ResultSet row, int column) throws SQLException {
            return reader.read(row, column);
        }

        @Override
        public void bind(PreparedStatement statement, int index, V value) throws SQLException {
            binder.bind(statement, index, value);
        }
    }

    /** A codec that goes through the text form both ways. */
    private record ByText<V>(String type, Function<V, String> writer, Function<String, V> parser) implements Codec<V> {
        @Override
        public String text(V value) {
            return writer.apply(value);
        }

        @Override
        public V parse(String text) {
            return parser.apply(text);
        }
    }

    private Scalars() {}

    static Map<Class<?>, Codec<?>> all() {
        Map<Class<?>, Codec<?>> all = new LinkedHashMap<>();
        numbers(all);
        times(all);
        put(all, String.class, new Texts.Plain());
        put(all, Character.class, new Texts.Single());
        put(all, char.class, new Texts.Single());
        Codec<Boolean> truth = new Direct<>("boolean", (r, i) -> known(r, r.getBoolean(i)),
                PreparedStatement::setBoolean, String::valueOf, t -> t.equals("t") || t.equals("true"));
        put(all, Boolean.class, truth);
        put(all, boolean.class, truth);
        put(all, UUID.class, new Direct<>("uuid", (r, i) -> r.getObject(i, UUID.class),
                PreparedStatement::setObject, UUID::toString, UUID::fromString));
        put(all, byte[].class, new Direct<>("bytea", ResultSet::getBytes, PreparedStatement::setBytes,
                b -> "\\x" + HexFormat.of().formatHex(b), t -> HexFormat.of().parseHex(t, 2, t.length())));
        put(all, Json.class, new ByText<>("jsonb", json -> Texts.wellFormed(json.text()), Json::new));
        put(all, JsonNode.class, new ByText<>("jsonb", tree -> Texts.wellFormed(JsonCodec.EXACT.writeValueAsString(tree)),
                JsonCodec.EXACT::readTree));
        put(all, Duration.class, Cut.toMicros(new ByText<>("interval", PgIntervals::text, PgIntervals::duration)));
        put(all, Period.class, new ByText<>("interval", PgIntervals::text, PgIntervals::period));
        put(all, Inet.class, new ByText<>("inet", Inet::toString, Inet::of));
        put(all, InetAddress.class, new ByText<>("inet", InetAddress::getHostAddress, Scalars::host));
        return all;
    }

    private static void numbers(Map<Class<?>, Codec<?>> all) {
        Codec<Integer> four = new Direct<>("integer", (r, i) -> known(r, r.getInt(i)),
                PreparedStatement::setInt, String::valueOf, Integer::valueOf);
        Codec<Long> eight = new Direct<>("bigint", (r, i) -> known(r, r.getLong(i)),
                PreparedStatement::setLong, String::valueOf, Long::valueOf);
        Codec<Short> two = new Direct<>("smallint", (r, i) -> known(r, r.getShort(i)),
                PreparedStatement::setShort, String::valueOf, Short::valueOf);
        Codec<Double> wide = new Direct<>("double precision", (r, i) -> known(r, r.getDouble(i)),
                PreparedStatement::setDouble, String::valueOf, Double::valueOf);
        Codec<Float> narrow = new Direct<>("real", (r, i) -> known(r, r.getFloat(i)),
                PreparedStatement::setFloat, String::valueOf, Float::valueOf);
        put(all, Integer.class, four);
        put(all, int.class, four);
        put(all, Long.class, eight);
        put(all, long.class, eight);
        put(all, Short.class, two);
        put(all, short.class, two);
        put(all, Double.class, wide);
        put(all, double.class, wide);
        put(all, Float.class, narrow);
        put(all, float.class, narrow);
        put(all, BigDecimal.class, new Direct<>("numeric", ResultSet::getBigDecimal,
                PreparedStatement::setBigDecimal, BigDecimal::toPlainString, BigDecimal::new));
        put(all, BigInteger.class, new Direct<>("numeric", (r, i) -> whole(r.getBigDecimal(i)),
                (s, i, v) -> s.setBigDecimal(i, new BigDecimal(v)), BigInteger::toString, t -> whole(new BigDecimal(t))));
    }

    private static void times(Map<Class<?>, Codec<?>> all) {
        put(all, Instant.class, Cut.toMicros(new Direct<>("timestamptz", (r, i) -> instant(driver(r, i, OffsetDateTime.class, PgTimes::offset)),
                (s, i, v) -> s.setObject(i, offset(v)), PgTimes::text, PgTimes::instant)));
        put(all, LocalDateTime.class, Cut.toMicros(new Direct<>("timestamp", (r, i) -> driver(r, i, LocalDateTime.class, PgTimes::dateTime),
                PreparedStatement::setObject, PgTimes::text, PgTimes::dateTime)));
        put(all, LocalDate.class, new Direct<>("date", (r, i) -> driver(r, i, LocalDate.class, PgTimes::date),
                PreparedStatement::setObject, PgTimes::text, PgTimes::date));
        put(all, LocalTime.class, Cut.toMicros(new Direct<>("time", (r, i) -> r.getObject(i, LocalTime.class),
                PreparedStatement::setObject, PgTimes::text, PgTimes::time)));
    }

    /** What the driver reads; ours where it trips over the leap days before Christ. */
    private static <V> V driver(ResultSet row, int column, Class<V> type, Function<String, V> ours) throws SQLException {
        try {
            return row.getObject(column, type);
        } catch (DateTimeException e) {
            return ours.apply(row.getString(column));
        }
    }

    private static <V> void put(Map<Class<?>, Codec<?>> all, Class<V> type, Codec<V> codec) {
        all.put(type, codec);
    }

    private static <V> V known(ResultSet row, V value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    /** pgjdbc refuses Instant and gives infinity as OffsetDateTime.MAX and MIN. */
    private static Instant instant(OffsetDateTime value) {
        return value == null ? null : value.equals(OffsetDateTime.MAX) ? Instant.MAX
                : value.equals(OffsetDateTime.MIN) ? Instant.MIN : value.toInstant();
    }

    private static OffsetDateTime offset(Instant value) {
        return value.equals(Instant.MAX) ? OffsetDateTime.MAX : value.equals(Instant.MIN) ? OffsetDateTime.MIN
                : value.atOffset(ZoneOffset.UTC);
    }

    private static BigInteger whole(BigDecimal value) {
        return value == null ? null : value.toBigIntegerExact();
    }

    private static InetAddress host(String text) {
        Inet inet = Inet.of(text);
        if (!inet.isHost()) {
            throw new IllegalArgumentException("a network with a prefix is an Inet, no InetAddress");
        }
        return inet.address();
    }
}
