package dev.lifeboat.orm.type;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

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
        put(all, String.class, new Direct<>("text", ResultSet::getString, PreparedStatement::setString, s -> s, s -> s));
        Codec<Boolean> truth = new Direct<>("boolean", (r, i) -> known(r, r.getBoolean(i)),
                PreparedStatement::setBoolean, String::valueOf, t -> t.equals("t") || t.equals("true"));
        put(all, Boolean.class, truth);
        put(all, boolean.class, truth);
        put(all, UUID.class, new Direct<>("uuid", (r, i) -> r.getObject(i, UUID.class),
                PreparedStatement::setObject, UUID::toString, UUID::fromString));
        put(all, byte[].class, new Direct<>("bytea", ResultSet::getBytes, PreparedStatement::setBytes,
                b -> "\\x" + HexFormat.of().formatHex(b), t -> HexFormat.of().parseHex(t, 2, t.length())));
        put(all, Json.class, new ByText<>("jsonb", Json::text, Json::new));
        put(all, Duration.class, new ByText<>("interval", Scalars::interval, PgTimes::duration));
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
    }

    private static void times(Map<Class<?>, Codec<?>> all) {
        put(all, Instant.class, new Direct<>("timestamptz", (r, i) -> instant(r.getObject(i, OffsetDateTime.class)),
                (s, i, v) -> s.setObject(i, offset(v)), PgTimes::text, PgTimes::instant));
        put(all, LocalDateTime.class, new Direct<>("timestamp", (r, i) -> r.getObject(i, LocalDateTime.class),
                PreparedStatement::setObject, PgTimes::text, PgTimes::dateTime));
        put(all, LocalDate.class, new Direct<>("date", (r, i) -> r.getObject(i, LocalDate.class),
                PreparedStatement::setObject, PgTimes::text, PgTimes::date));
        put(all, LocalTime.class, new Direct<>("time", (r, i) -> r.getObject(i, LocalTime.class),
                PreparedStatement::setObject, LocalTime::toString, LocalTime::parse));
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

    /** Hours and minutes are no calendar units here: a duration of 24 h stays 24 h over a change of the clock. */
    private static String interval(Duration value) {
        Duration size = value.abs();
        return "%s%d:%02d:%02d.%06d".formatted(value.isNegative() ? "-" : "", size.toHours(), size.toMinutesPart(),
                size.toSecondsPart(), size.toNanosPart() / 1_000);
    }
}
