package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Field;
import dev.lifeboat.orm.type.Range;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any value comes back as it went, over each road, is found by its equal, and leads a cursor to the row after it. */
class RoundTripPropertyTest {
    private static final long SECONDS_4700_BC = LocalDateTime.of(-4700, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long SECONDS_290000 = LocalDateTime.of(290_000, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static EmbeddedServer server;
    private static Db db;

    @Table("trips")
    record Trip(@Id @Generated Long id, int i, long l, double d, float f, BigDecimal n, String s, Instant at, LocalDateTime local,
                LocalDate day, LocalTime clock, Duration lasts, List<String> texts, List<BigDecimal> numbers, List<Instant> times,
                Range<Integer> ints, Range<Instant> during, Range<BigDecimal> between) {
        Trip as(Long other) {
            return new Trip(other, i, l, d, f, n, s, at, local, day, clock, lasts, texts, numbers, times, ints, during, between);
        }
    }

    @BeforeContainer
    static void start() {
        server = EmbeddedServer.start(ServerBinaries.find(new Tools()));
        db = Db.pooled(PoolSettings.of("jdbc:postgresql://" + server.address().host() + ":" + server.address().port() + "/postgres",
                server.address().user(), server.password().reveal()));
        db.schema().create(Trip.class);
    }

    @AfterContainer
    static void stop() {
        db.close();
        server.close();
    }

    @Property(tries = 250)
    void everyRoadKeepsTheValue(@ForAll("trips") Trip trip) {
        Repo<Trip, Long> trips = db.repo(Trip.class, Trip::id);
        trips.all().delete();
        Trip inserted = trips.insert(trip);
        assertThat(inserted).isEqualTo(trip.as(inserted.id()));
        List<Trip> many = trips.insertAll(List.of(trip, trip));
        assertThat(many).allSatisfy(t -> assertThat(t).isEqualTo(trip.as(t.id())));
        trips.copyIn(Stream.of(trip));
        assertThat(trips.list()).hasSize(4).allSatisfy(t -> assertThat(t).isEqualTo(trip.as(t.id())));
        assertThat(trips.update(trip.as(inserted.id()))).isEqualTo(inserted);
        found(trips, trip);
    }

    private static void found(Repo<Trip, Long> trips, Trip trip) {
        same(trips, col(Trip::i), trip.i());
        same(trips, col(Trip::l), trip.l());
        same(trips, col(Trip::d), trip.d());
        same(trips, col(Trip::f), trip.f());
        same(trips, col(Trip::n), trip.n());
        same(trips, col(Trip::s), trip.s());
        same(trips, col(Trip::at), trip.at());
        same(trips, col(Trip::local), trip.local());
        same(trips, col(Trip::day), trip.day());
        same(trips, col(Trip::clock), trip.clock());
        same(trips, col(Trip::lasts), trip.lasts());
        same(trips, col(Trip::texts), trip.texts());
        same(trips, col(Trip::numbers), trip.numbers());
        same(trips, col(Trip::times), trip.times());
        same(trips, col(Trip::ints), trip.ints());
        same(trips, col(Trip::during), trip.during());
        same(trips, col(Trip::between), trip.between());
    }

    private static <V> void same(Repo<Trip, Long> trips, Field<Trip, V> field, V value) {
        assertThat(trips.where(field.eq(value)).count()).as("%s = %s", field.ref(), value).isEqualTo(4);
        assertThat(trips.where(field.in(List.of(value))).count()).as("%s in %s", field.ref(), value).isEqualTo(4);
        Query<Trip> ordered = trips.orderBy(field.asc());
        Cursor afterTwo = ordered.page(2).next().orElseThrow();
        assertThat(ordered.page(9, afterTwo).rows()).as("after %s", value).hasSize(2);
    }

    @Provide
    Arbitrary<Trip> trips() {
        Arbitrary<Trip> numbers = Combinators.combine(Arbitraries.integers(), Arbitraries.longs(), doubles(), doubles(), decimals(), texts(),
                instants(), Arbitraries.of(true, false)).as((i, l, d, f, n, s, at, infinite) -> new Trip(null, i, l, d, f.floatValue(), n, s,
                infinite ? Instant.MAX : at, LocalDateTime.ofInstant(at, ZoneOffset.UTC), LocalDateTime.ofInstant(at, ZoneOffset.UTC).toLocalDate(),
                LocalDateTime.ofInstant(at, ZoneOffset.UTC).toLocalTime(), Duration.between(Instant.EPOCH, at), null, null, null, null, null, null));
        Arbitrary<List<String>> someTexts = texts().injectNull(0.1).list().ofMaxSize(4);
        Arbitrary<List<BigDecimal>> someNumbers = decimals().injectNull(0.1).list().ofMaxSize(4);
        Arbitrary<List<Instant>> someTimes = instants().injectNull(0.1).list().ofMaxSize(4);
        return Combinators.combine(numbers, someTexts, someNumbers, someTimes,
                ranges(Arbitraries.integers().between(Integer.MIN_VALUE, Integer.MAX_VALUE - 1)), ranges(instants()), ranges(decimals()))
                .as((t, texts, decimals, times, ints, during, between) -> new Trip(null, t.i(), t.l(), t.d(), t.f(), t.n(), t.s(), t.at(), t.local(),
                        t.day(), t.clock(), t.lasts(), texts, decimals, times, ints, during, between));
    }

    private static Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(Arbitraries.doubles(), Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE, Double.MAX_VALUE, -0.0));
    }

    private static Arbitrary<BigDecimal> decimals() {
        return Arbitraries.bigDecimals().between(new BigDecimal("-1e40"), new BigDecimal("1e40")).ofScale(20).map(n -> n.scale() < 0 ? n.setScale(0) : n);
    }

    /** Everything but NUL and halves of surrogate pairs; many of the characters that text forms use themselves. */
    private static Arbitrary<String> texts() {
        Arbitrary<String> odd = Arbitraries.of("\"", "\\", "{", "}", ",", "NULL", "\t", "\n", "\r", "'", "\\N", "\\.", "$1", "?", ":x", "🚢", "\uFEFF", "\u0001", " ");
        Arbitrary<String> any = Arbitraries.integers().between(1, Character.MAX_CODE_POINT).filter(c -> c < 0xD800 || c > 0xDFFF).map(Character::toString);
        return Arbitraries.oneOf(odd, any).list().ofMaxSize(8).map(parts -> String.join("", parts));
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(Arbitraries.longs().between(SECONDS_4700_BC, SECONDS_290000), Arbitraries.integers().between(0, 999_999))
                .as((seconds, micros) -> Instant.ofEpochSecond(seconds).plus(micros, ChronoUnit.MICROS));
    }

    private static <V extends Comparable<? super V>> Arbitrary<Range<V>> ranges(Arbitrary<V> bounds) {
        return Combinators.combine(bounds.optional(), bounds.optional(), Arbitraries.of(true, false), Arbitraries.of(true, false),
                Arbitraries.integers().between(0, 9)).as((a, b, lower, upper, kind) -> {
                    boolean turned = a.isPresent() && b.isPresent() && a.get().compareTo(b.get()) > 0;
                    return new Range<>(turned ? b : a, lower, turned ? a : b, upper, kind == 0);
                });
    }
}
