package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.PgEnum;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.query.Col;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.type.Inet;
import dev.lifeboat.orm.type.Json;
import dev.lifeboat.orm.type.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each type over every road: insert, insertAll, copyIn, update, conditions, the text in cursors. */
class TypesTest extends SharedDatabase {
    /** An entity with one column of the type, and values that are hard for it. */
    private record Trip<T extends Record, V>(Class<T> entity, Col<T, Integer> id, Col<T, V> value, BiFunction<Integer, V, T> row,
                                             List<V> values) {
        Repo<T, Integer> repo() {
            return db.repo(entity, id);
        }

        Trip<T, V> written() {
            boolean made = db.sql("select to_regclass(:t) is not null", "t", Names.snakeCase(entity.getSimpleName())).one(Boolean.class);
            if (!made) {
                db.schema().create(entity);
            }
            Repo<T, Integer> repo = repo();
            int many = values.size();
            for (int i = 0; i < many; i++) {
                same(repo.insert(row.apply(i, values.get(i))), i);
                repo.insert(row.apply(300 + i, values.getFirst()));
                same(repo.update(row.apply(300 + i, values.get(i))), i);
                same(repo.patch(300 + i, col(value).to(values.get(i))), i);
            }
            List<T> all = repo.insertAll(IntStream.range(0, many).mapToObj(i -> row.apply(100 + i, values.get(i))).toList());
            IntStream.range(0, many).forEach(i -> same(all.get(i), i));
            assertThat(repo.copyIn(IntStream.range(0, many).mapToObj(i -> row.apply(200 + i, values.get(i))))).isEqualTo(many);
            // After a few rounds the driver takes its binary road.
            for (int round = 0; round < 7; round++) {
                for (int i = 0; i < many; i++) {
                    same(repo.get(200 + i), i);
                }
            }
            return this;
        }

        Trip<T, V> compared() {
            written();
            for (V each : values) {
                assertThat(repo().where(col(value).eq(each)).orderBy(col(id).asc()).list()).as("= %s", each)
                        .anySatisfy(found -> same(found, values.indexOf(each)));
            }
            assertThat(repo().where(col(value).in(values)).count()).as("in %s", values).isEqualTo(4L * values.size());
            return this;
        }

        void paged() {
            compared();
            List<Integer> expected = repo().orderBy(col(value).desc(), col(id).desc()).list().stream().map(id::of).toList();
            List<Integer> seen = new ArrayList<>();
            Query<T> ordered = repo().orderBy(col(value).desc());
            Optional<Cursor> next = Optional.empty();
            do {
                Page<T> page = next.isEmpty() ? ordered.page(3) : ordered.page(3, next.get());
                page.rows().forEach(r -> seen.add(id.of(r)));
                next = page.next();
            } while (next.isPresent());
            assertThat(seen).as("pages by %s", entity.getSimpleName()).isEqualTo(expected);
        }

        private void same(T row, int index) {
            assertThat(Objects.deepEquals(value.of(row), values.get(index)))
                    .as("%s: %s came back as %s", entity.getSimpleName(), values.get(index), value.of(row)).isTrue();
        }
    }

    private static <T extends Record, V> Trip<T, V> trip(Class<T> entity, Col<T, Integer> id, Col<T, V> value,
            BiFunction<Integer, V, T> row, List<V> values) {
        return new Trip<>(entity, id, value, row, values);
    }

    @Table record Shorts(@Id int id, short v) {}

    @Table record Ints(@Id int id, int v) {}

    @Table record Longs(@Id int id, Long v) {}

    @Table record Floats(@Id int id, float v) {}

    @Table record Doubles(@Id int id, double v) {}

    @Table record Decimals(@Id int id, BigDecimal v) {}

    @Table record Wholes(@Id int id, BigInteger v) {}

    @Table record Exact(@Id int id, @Column(type = "numeric") double v) {}

    @Test
    void numbers() {
        trip(Shorts.class, Shorts::id, Shorts::v, Shorts::new, List.of(Short.MIN_VALUE, (short) 0, Short.MAX_VALUE)).paged();
        trip(Ints.class, Ints::id, Ints::v, Ints::new, List.of(Integer.MIN_VALUE, -1, Integer.MAX_VALUE)).paged();
        trip(Longs.class, Longs::id, Longs::v, Longs::new, List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE)).paged();
        trip(Floats.class, Floats::id, Floats::v, Floats::new, List.of(Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY,
                -0.0f, Float.MIN_VALUE, Float.MAX_VALUE, 0.1f, 16_777_216f)).paged();
        trip(Doubles.class, Doubles::id, Doubles::v, Doubles::new, List.of(Double.NaN, Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1 + 0.2, 1e22)).paged();
        trip(Decimals.class, Decimals::id, Decimals::v, Decimals::new, List.of(new BigDecimal("0.00"), new BigDecimal("-1.10"),
                new BigDecimal("1" + "0".repeat(200) + "." + "0".repeat(99) + "1"), new BigDecimal("1E-300"), BigDecimal.TEN)).paged();
        trip(Wholes.class, Wholes::id, Wholes::v, Wholes::new, List.of(BigInteger.ZERO, BigInteger.TEN.pow(1000).negate(),
                BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE))).paged();
        trip(Exact.class, Exact::id, Exact::v, Exact::new, List.of(0.1 + 0.2, 1e22, -123456.78901234567)).paged();
    }

    @Table record Texts(@Id int id, String v) {}

    @Table record Codes(@Id int id, @Column(type = "char(4)") String v) {}

    @Table record Letters(@Id int id, char v) {}

    @Table record Bits(@Id int id, @Column(type = "bit(3)") String v) {}

    @Table record Uuids(@Id int id, UUID v) {}

    @Table record Truths(@Id int id, boolean v) {}

    @Table record Bytes(@Id int id, byte[] v) {}

    @Test
    void textAndBytes() {
        trip(Texts.class, Texts::id, Texts::v, Texts::new, List.of("", " ", "a ", "NULL", "\\N", "\\.", "{\"'\\", "tab\tcr\rlf\n",
                "\u0001\u007f\u0085\u2028", "ü🚢e\u0301", "x".repeat(100_000))).compared();
        trip(Codes.class, Codes::id, Codes::v, Codes::new, List.of("", "ab", "ü🚢", "abcd", " a")).paged();
        trip(Letters.class, Letters::id, Letters::v, Letters::new, List.of('a', ' ', 'ü', '\\', '\n', '"')).paged();
        trip(Bits.class, Bits::id, Bits::v, Bits::new, List.of("000", "101")).paged();
        trip(Uuids.class, Uuids::id, Uuids::v, Uuids::new, List.of(new UUID(0, 0), new UUID(-1, -1), UUID.randomUUID())).paged();
        trip(Truths.class, Truths::id, Truths::v, Truths::new, List.of(true, false)).written();
        assertThat(db.repo(Truths.class, Truths::id).where(col(Truths::v).eq(true)).count()).isEqualTo(4);
        Trip<Bytes, byte[]> bytes = trip(Bytes.class, Bytes::id, Bytes::v, Bytes::new, List.of(new byte[0], new byte[] {0, -1, 92, 39, 10}));
        bytes.paged();
    }

    @Table record Days(@Id int id, LocalDate v) {}

    @Table record Clocks(@Id int id, LocalTime v) {}

    @Table record Locals(@Id int id, LocalDateTime v) {}

    @Table record Moments(@Id int id, Instant v) {}

    @Table record Durations(@Id int id, Duration v) {}

    @Table record Periods(@Id int id, Period v) {}

    @Test
    void times() {
        trip(Days.class, Days::id, Days::v, Days::new, List.of(LocalDate.MIN, LocalDate.of(-4711, 1, 1), LocalDate.of(-43, 3, 15),
                LocalDate.of(0, 12, 31), LocalDate.of(1, 1, 1), LocalDate.of(1582, 10, 10), LocalDate.of(2024, 2, 29),
                LocalDate.of(10_000, 1, 1), LocalDate.of(5_874_897, 12, 31), LocalDate.MAX)).paged();
        trip(Clocks.class, Clocks::id, Clocks::v, Clocks::new, List.of(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_999_000),
                LocalTime.of(1, 2), LocalTime.MAX)).paged();
        trip(Locals.class, Locals::id, Locals::v, Locals::new, List.of(LocalDateTime.MIN, LocalDateTime.of(-4711, 1, 1, 0, 0),
                LocalDateTime.of(0, 2, 29, 1, 0, 0, 1_000), LocalDateTime.of(2026, 3, 29, 2, 30), LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000),
                LocalDateTime.of(294_276, 12, 31, 23, 59), LocalDateTime.MAX)).paged();
        trip(Moments.class, Moments::id, Moments::v, Moments::new, List.of(Instant.MIN, Instant.parse("-4711-01-01T00:00:00Z"),
                Instant.parse("0000-02-29T12:00:00.000001Z"), Instant.parse("1883-11-18T16:59:59Z"), Instant.EPOCH.minusNanos(1_000), Instant.EPOCH,
                Instant.parse("2026-11-01T05:30:00Z"), Instant.parse("2026-11-01T06:30:00Z"), Instant.parse("+294276-12-31T23:59:59.999999Z"),
                Instant.MAX)).paged();
        trip(Durations.class, Durations::id, Durations::v, Durations::new, List.of(Duration.ZERO, Duration.ofNanos(-1_000),
                Duration.ofHours(-50), Duration.ofDays(36_500).plusNanos(999_999_000), Duration.ofSeconds(-1, 1_000))).paged();
        trip(Periods.class, Periods::id, Periods::v, Periods::new, List.of(Period.ZERO, Period.of(1, 2, 3), Period.of(-1, -2, 30),
                Period.ofDays(-400), Period.ofYears(1_000))).paged();
    }

    @Test
    void momentsOfAClockChangeStayApartWhateverTheSessionsZone() {
        Trip<Moments, Instant> trip = trip(Moments.class, Moments::id, Moments::v, Moments::new, List.of());
        ZoneId york = ZoneId.of("America/New_York");
        Instant before = ZonedDateTime.of(2026, 11, 1, 1, 30, 0, 0, york).withEarlierOffsetAtOverlap().toInstant();
        db.tx(() -> {
            db.sql("set local time zone 'America/New_York'").run();
            db.sql("create table if not exists moments (id int primary key, v timestamptz not null)").run();
            trip.repo().insert(new Moments(901, before));
            trip.repo().copyIn(List.of(new Moments(902, before.plusSeconds(3_600))).stream());
            assertThat(trip.repo().get(901).v()).isEqualTo(Instant.parse("2026-11-01T05:30:00Z"));
            assertThat(trip.repo().get(902).v()).isEqualTo(Instant.parse("2026-11-01T06:30:00Z"));
            assertThat(db.sql("select array[v] from moments where id = 902").one(Instant[].class))
                    .containsExactly(Instant.parse("2026-11-01T06:30:00Z"));
            trip.repo().delete(901);
            trip.repo().delete(902);
        });
    }

    enum Size { SMALL, @Column("very large") LARGE }

    @PgEnum("Shirt size")
    enum Shirt { S, @Column("it's \"L\"") L }

    @Table record Sizes(@Id int id, Size v) {}

    @Table record Shirts(@Id int id, Shirt v) {}

    @Table record Wardrobes(@Id int id, List<Shirt> v) {}

    @Test
    void enums() {
        trip(Sizes.class, Sizes::id, Sizes::v, Sizes::new, List.of(Size.LARGE, Size.SMALL)).paged();
        assertThatThrownBy(() -> db.sql("insert into sizes values (99, 'huge')").run()).hasMessageContaining("check");
        db.sql("create type \"Shirt size\" as enum ('s', 'it''s \"L\"')").run();
        db.sql("create table shirts (id int primary key, v \"Shirt size\" not null)").run();
        db.sql("create table wardrobes (id int primary key, v \"Shirt size\"[] not null)").run();
        trip(Shirts.class, Shirts::id, Shirts::v, Shirts::new, List.of(Shirt.S, Shirt.L)).paged();
        trip(Wardrobes.class, Wardrobes::id, Wardrobes::v, Wardrobes::new, List.of(List.of(), Arrays.asList(Shirt.L, null, Shirt.S))).paged();
        assertThat(db.repo(Shirts.class, Shirts::id).where(col(Shirts::v).gt(Shirt.S)).orderBy(col(Shirts::id).asc()).first().orElseThrow().v())
                .as("in the order of the constants").isEqualTo(Shirt.L);
        db.sql("alter type \"Shirt size\" add value 'xl'").run();
        db.sql("insert into shirts values (99, 'xl')").run();
        assertThatThrownBy(() -> db.repo(Shirts.class, Shirts::id).get(99)).isInstanceOf(InvalidValue.class).hasMessageContaining("column of v");
    }

    @Table record Hosts(@Id int id, InetAddress v) {}

    @Table record Inets(@Id int id, Inet v) {}

    @Table record Cidrs(@Id int id, @Column(type = "cidr") Inet v) {}

    @Test
    void addresses() {
        trip(Hosts.class, Hosts::id, Hosts::v, Hosts::new, List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("::"),
                InetAddress.ofLiteral("2001:db8::ff"))).paged();
        trip(Inets.class, Inets::id, Inets::v, Inets::new, List.of(Inet.of("10.1.2.3/8"), Inet.of("0.0.0.0/0"), Inet.of("10.1.2.3"),
                Inet.of("2001:db8::1/64"), Inet.of("255.255.255.255"))).paged();
        trip(Cidrs.class, Cidrs::id, Cidrs::v, Cidrs::new, List.of(Inet.of("10.0.0.0/8"), Inet.of("2001:db8::/32"))).paged();
        assertThatThrownBy(() -> db.repo(Cidrs.class, Cidrs::id).insert(new Cidrs(98, Inet.of("10.0.0.1/8")))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Inet.of("10.0.0.1/33")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Inet.of("localhost")).isInstanceOf(IllegalArgumentException.class);
        db.sql("insert into hosts values (98, '10.0.0.1/24')").run();
        assertThatThrownBy(() -> db.repo(Hosts.class, Hosts::id).get(98)).isInstanceOf(InvalidValue.class)
                .hasMessageContaining("column of v").hasMessageContaining("InetAddress");
        db.sql("insert into inets values (98, '::ffff:10.0.0.1')").run();
        assertThatThrownBy(() -> db.repo(Inets.class, Inets::id).get(98)).isInstanceOf(InvalidValue.class);
    }

    @Table record IntRanges(@Id int id, Range<Integer> v) {}

    @Table record LongRanges(@Id int id, Range<Long> v) {}

    @Table record NumRanges(@Id int id, Range<BigDecimal> v) {}

    @Table record DayRanges(@Id int id, Range<LocalDate> v) {}

    @Table record LocalRanges(@Id int id, Range<LocalDateTime> v) {}

    @Table record MomentRanges(@Id int id, Range<Instant> v) {}

    @Test
    void ranges() {
        trip(IntRanges.class, IntRanges::id, IntRanges::v, IntRanges::new, List.of(Range.empty(), Range.all(), Range.closed(1, 5),
                Range.open(1, 5), Range.above(-7), Range.atMost(7), Range.closed(Integer.MIN_VALUE, Integer.MAX_VALUE - 1))).paged();
        trip(LongRanges.class, LongRanges::id, LongRanges::v, LongRanges::new, List.of(Range.openClosed(-1L, 1L), Range.below(0L))).paged();
        trip(NumRanges.class, NumRanges::id, NumRanges::v, NumRanges::new, List.of(Range.empty(), Range.all(),
                Range.open(new BigDecimal("1.10"), new BigDecimal("1.1000001")), Range.closed(BigDecimal.ONE, BigDecimal.ONE))).paged();
        trip(DayRanges.class, DayRanges::id, DayRanges::v, DayRanges::new, List.of(Range.closed(LocalDate.of(2024, 2, 28), LocalDate.of(2024, 2, 29)),
                Range.closed(LocalDate.of(2024, 2, 28), LocalDate.MAX), Range.above(LocalDate.of(-43, 3, 15)), Range.empty())).paged();
        trip(LocalRanges.class, LocalRanges::id, LocalRanges::v, LocalRanges::new, List.of(Range.closed(LocalDateTime.of(2024, 1, 1, 0, 0),
                LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1_000)), Range.atMost(LocalDateTime.MAX), Range.all())).paged();
        trip(MomentRanges.class, MomentRanges::id, MomentRanges::v, MomentRanges::new, List.of(Range.open(Instant.EPOCH, Instant.MAX),
                Range.closedOpen(Instant.parse("0000-01-01T00:00:00Z"), Instant.EPOCH), Range.empty())).paged();
        assertThat(db.sql("select count(*) from int_ranges where v @> 4 and id < 100").one(Long.class)).isEqualTo(6);
        assertThat(db.sql("select v from int_ranges where v = :r and id < 100", "r", Range.open(1, 5)).one(String.class)).isEqualTo("[2,5)");
    }

    @Test
    void rangesAreCanonical() {
        assertThat(Range.closed(1, 5)).isEqualTo(Range.closedOpen(1, 6)).isEqualTo(Range.open(0, 6));
        assertThat(Range.open(1, 2)).isEqualTo(Range.empty());
        assertThat(Range.closedOpen(3L, 3L).isEmpty()).isTrue();
        assertThat(Range.openClosed(3, 3)).isEqualTo(Range.empty());
        assertThat(Range.closed(BigDecimal.ONE, BigDecimal.TWO)).isNotEqualTo(Range.closedOpen(BigDecimal.ONE, BigDecimal.TWO));
        assertThatThrownBy(() -> Range.closed(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Range.closed(1, Integer.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
        assertThat(IntStream.rangeClosed(0, 4).filter(Range.openClosed(1, 3)::contains)).containsExactly(2, 3);
        assertThat(Range.<Integer>all().contains(7)).isTrue();
        assertThat(Range.<Integer>empty().contains(7)).isFalse();
        assertThat(Range.above(BigDecimal.ONE).contains(BigDecimal.ONE)).isFalse();
        assertThat(List.of(Range.closed(1, 4), Range.empty(), Range.all(), Range.atMost(BigDecimal.ONE))).extracting(Object::toString)
                .containsExactly("[1,5)", "empty", "(,)", "(,1]");
    }

    record Shape(String name, double size, List<Integer> sides) {}

    @Table record Documents(@Id int id, Shape v) {}

    @Table record Maps(@Id int id, Map<String, Object> v) {}

    @Table record Trees(@Id int id, JsonNode v) {}

    @Table record Jsons(@Id int id, @Column(type = "json") Json v) {}

    @Table record ShapeLists(@Id int id, List<Shape> v) {}

    @Test
    void documents() {
        Shape odd = new Shape("ü\"\\\n🚢\u0001", Double.MIN_VALUE, Arrays.asList(1, null));
        trip(Documents.class, Documents::id, Documents::v, Documents::new, List.of(odd, new Shape("", 1e300, List.of()))).paged();
        trip(ShapeLists.class, ShapeLists::id, ShapeLists::v, ShapeLists::new, List.of(List.of(odd, odd), List.of())).compared();
        trip(Maps.class, Maps::id, Maps::v, Maps::new, List.of(Map.of(), Map.of("a", new BigDecimal("12345678901234567890.12345678901234567890"),
                "b", List.of(1, true, "x"), "c", new BigInteger("123456789012345678901234567890")))).compared();
        trip(Trees.class, Trees::id, Trees::v, Trees::new, List.of(new Json("null").tree(), new Json("[1.10, {\"a\": null}]").tree(),
                new Json("12345678901234567890.12345678901234567890").tree())).compared();
        trip(Jsons.class, Jsons::id, Jsons::v, Jsons::new, List.of(new Json("{\"b\" : 1,\n \"a\":1.0, \"a\":2 }"), new Json("null"))).written();
        assertThat(Json.of(odd).as(Shape.class)).isEqualTo(odd);
        assertThatThrownBy(() -> db.repo(Jsons.class, Jsons::id).insert(new Jsons(99, new Json("{")))).isInstanceOf(InvalidValue.class);
    }

    @Table record TextLists(@Id int id, List<String> v) {}

    @Table record IntArrays(@Id int id, int[] v) {}

    @Table record DecimalLists(@Id int id, List<BigDecimal> v) {}

    @Table record MomentArrays(@Id int id, Instant[] v) {}

    @Table record RangeLists(@Id int id, List<Range<Integer>> v) {}

    @Table record CodeLists(@Id int id, @Column(type = "char(4)[]") List<String> v) {}

    @Table record JsonLists(@Id int id, List<Json> v) {}

    @Table record ByteArrays(@Id int id, byte[][] v) {}

    @Test
    void arrays() {
        trip(TextLists.class, TextLists::id, TextLists::v, TextLists::new, List.of(List.of(), Arrays.asList("", null, "NULL", "null", " a ", "{}",
                "a,b", "\"\\", "\n\t", "🚢"))).paged();
        trip(IntArrays.class, IntArrays::id, IntArrays::v, IntArrays::new, List.of(new int[0], new int[] {Integer.MIN_VALUE, 7})).paged();
        trip(DecimalLists.class, DecimalLists::id, DecimalLists::v, DecimalLists::new, List.of(Arrays.asList(new BigDecimal("1.10"), null))).paged();
        trip(MomentArrays.class, MomentArrays::id, MomentArrays::v, MomentArrays::new, List.<Instant[]>of(new Instant[] {Instant.MAX, null,
                Instant.parse("-0043-03-15T00:00:00Z"), Instant.EPOCH.minusNanos(1_000)})).paged();
        trip(RangeLists.class, RangeLists::id, RangeLists::v, RangeLists::new, List.of(Arrays.asList(Range.closed(1, 2), null, Range.empty()))).paged();
        trip(CodeLists.class, CodeLists::id, CodeLists::v, CodeLists::new, List.of(List.of("abcd", "a", ""))).compared();
        trip(JsonLists.class, JsonLists::id, JsonLists::v, JsonLists::new, List.of(List.of(new Json("{\"a\": [1, \"x\"]}"), new Json("null")))).compared();
        trip(ByteArrays.class, ByteArrays::id, ByteArrays::v, ByteArrays::new, List.<byte[][]>of(new byte[][] {{}, {0, 92}})).compared();
        db.sql("insert into int_arrays values (99, '{1,NULL}')").run();
        assertThatThrownBy(() -> db.repo(IntArrays.class, IntArrays::id).get(99)).isInstanceOf(InvalidValue.class).hasMessageContaining("column of v");
        db.sql("insert into text_lists values (99, '{{a},{b}}')").run();
        assertThatThrownBy(() -> db.repo(TextLists.class, TextLists::id).get(99)).isInstanceOf(InvalidValue.class);
    }
}
