package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.error.UnexpectedNull;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.type.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What PostgreSQL would change silently is refused, times are cut to its precision, and what Java cannot hold is told, naming the component. */
class ExactnessTest extends FreshDatabase {
    @Table("narrow")
    record Narrow(@Id int id, @Nullable Instant at, @Nullable @Column(type = "timestamptz(3)") Instant millis, @Nullable LocalTime clock,
                  @Nullable Duration lasts, @Nullable @Column(type = "numeric(6,2)") BigDecimal price,
                  @Nullable @Column(type = "varchar(3)") String name, @Nullable @Column(type = "char(3)") String code,
                  @Nullable @Column(type = "real") Double weight, @Nullable List<Instant> all, @Nullable Range<Instant> during) {
        static Narrow none() {
            return new Narrow(1, null, null, null, null, null, null, null, null, null, null);
        }
    }

    private static final Instant FINE = Instant.parse("2026-01-01T00:00:00.123456999Z");
    private static final Instant MICROS = Instant.parse("2026-01-01T00:00:00.123456Z");

    private static Stream<Narrow> refused() {
        return Stream.of(new Narrow(1, null, null, null, null, new BigDecimal("1.005"), null, null, null, null, null),
                new Narrow(1, null, null, null, null, null, "abc ", null, null, null, null),
                new Narrow(1, null, null, null, null, null, null, "a ", null, null, null),
                new Narrow(1, null, null, null, null, null, null, null, 0.1, null, null));
    }

    @Test
    void whatWouldBeRoundedOrCutIsRefusedOnEveryRoad() {
        db.schema().create(Narrow.class);
        Repo<Narrow, Integer> repo = db.repo(Narrow.class, Narrow::id);
        assertThat(refused().count()).isEqualTo(4);
        List<String> components = Stream.of(Narrow.class.getRecordComponents()).skip(5).map(c -> c.getName()).toList();
        int at = 0;
        for (Narrow row : refused().toList()) {
            String component = components.get(at++) + ":";
            assertThatThrownBy(() -> repo.insert(row)).isInstanceOf(InvalidValue.class).hasMessageStartingWith(component);
            assertThatThrownBy(() -> repo.update(row)).isInstanceOf(InvalidValue.class).hasMessageStartingWith(component);
            assertThatThrownBy(() -> repo.insertAll(List.of(row, row))).isInstanceOf(InvalidValue.class).hasMessageStartingWith(component);
            assertThatThrownBy(() -> repo.copyIn(Stream.of(row))).isInstanceOf(InvalidValue.class).hasMessageStartingWith(component);
        }
        assertThat(repo.count()).isZero();
        repo.insert(Narrow.none());
        assertThatThrownBy(() -> repo.patch(1, col(Narrow::name).to("abcd"))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> repo.all().update(col(Narrow::price).to(new BigDecimal("0.001")))).isInstanceOf(InvalidValue.class);
        assertThat(repo.where(col(Narrow::price).lt(new BigDecimal("0.001"))).count()).as("comparing needs no exact value").isZero();
        Narrow fits = new Narrow(1, MICROS, Instant.ofEpochMilli(1), LocalTime.of(1, 0, 0, 1_000), Duration.ofNanos(1_000),
                new BigDecimal("1234.50"), "ab ", "ab", 0.5, List.of(MICROS), Range.above(MICROS));
        assertThat(repo.update(fits)).isEqualTo(fits);
        assertThat(repo.patch(1, col(Narrow::price).to(new BigDecimal("1.500"))).price()).isEqualByComparingTo("1.5");
    }

    /** Finer than any column: PostgreSQL would round up. */
    private static Narrow fine(int id) {
        return new Narrow(id, FINE, FINE, LocalTime.of(23, 59, 59, 999_999_998), Duration.ofNanos(-1_999), null, null, null, null,
                List.of(FINE), Range.closedOpen(MICROS, FINE.plusSeconds(1)));
    }

    private static Narrow cut(int id) {
        return new Narrow(id, MICROS, Instant.parse("2026-01-01T00:00:00.123Z"), LocalTime.of(23, 59, 59, 999_999_000), Duration.ofNanos(-1_000),
                null, null, null, null, List.of(MICROS), Range.closedOpen(MICROS, MICROS.plusSeconds(1)));
    }

    @Test
    void timesAreCutToWhatTheColumnKeepsOnEveryRoad() {
        db.schema().create(Narrow.class);
        Repo<Narrow, Integer> repo = db.repo(Narrow.class, Narrow::id);
        assertThat(repo.insert(fine(1))).isEqualTo(cut(1));
        assertThat(repo.insertAll(List.of(fine(2), fine(3)))).containsExactly(cut(2), cut(3));
        assertThat(repo.copyIn(Stream.of(fine(4)))).isEqualTo(1);
        assertThat(repo.get(4)).isEqualTo(cut(4));
        repo.insertAll(List.of(new Narrow(5, null, null, null, null, null, null, null, null, null, null),
                new Narrow(6, null, null, null, null, null, null, null, null, null, null),
                new Narrow(7, null, null, null, null, null, null, null, null, null, null)));
        assertThat(repo.update(fine(5))).isEqualTo(cut(5));
        assertThat(repo.update(repo.get(6), fine(6))).isEqualTo(cut(6));
        Narrow patched = repo.patch(7, col(Narrow::at).to(FINE), col(Narrow::millis).to(FINE), col(Narrow::clock).to(fine(7).clock()),
                col(Narrow::lasts).to(fine(7).lasts()), col(Narrow::all).to(List.of(FINE)), col(Narrow::during).to(fine(7).during()));
        assertThat(patched).isEqualTo(cut(7));
        assertThat(repo.upsert(fine(7), Narrow::id).updateAll()).isEqualTo(cut(7));
        assertThat(repo.all().update(col(Narrow::at).to(FINE))).isEqualTo(7);

        assertThat(repo.where(col(Narrow::at).eq(FINE)).where(col(Narrow::millis).eq(FINE)).where(col(Narrow::clock).eq(fine(1).clock()))
                .where(col(Narrow::lasts).eq(fine(1).lasts())).where(col(Narrow::at).in(List.of(FINE))).count()).isEqualTo(7);
        assertThat(repo.where(col(Narrow::at).lt(FINE)).count()).as("it is what is stored").isZero();
        Page<Narrow> page = repo.orderBy(col(Narrow::at).asc(), col(Narrow::millis).desc()).page(4);
        assertThat(repo.orderBy(col(Narrow::at).asc(), col(Narrow::millis).desc()).page(4, page.next().orElseThrow()).rows())
                .extracting(Narrow::id).containsExactly(5, 6, 7);
        assertThat(db.sql("select :at::timestamptz", "at", FINE).one(Instant.class)).isEqualTo(MICROS);
    }

    @Test
    void whatHasNoEndIsNotCut() {
        db.schema().create(Narrow.class);
        Repo<Narrow, Integer> repo = db.repo(Narrow.class, Narrow::id);
        Narrow far = new Narrow(1, Instant.MAX, Instant.MIN, LocalTime.MAX, null, null, null, null, null, List.of(Instant.MAX), null);
        assertThat(repo.insert(far)).isEqualTo(far);
        assertThat(repo.where(col(Narrow::at).eq(Instant.MAX)).where(col(Narrow::clock).eq(LocalTime.MAX)).count()).isEqualTo(1);
        assertThat(db.sql("select at::text || ' ' || millis::text || ' ' || clock::text from narrow").one(String.class))
                .isEqualTo("infinity -infinity 24:00:00");
    }

    @Table("texts")
    record Words(@Id int id, @Nullable String word) {}

    @Test
    void halfOfAPairAndNulAreNoText() {
        db.schema().create(Words.class);
        Repo<Words, Integer> repo = db.repo(Words.class, Words::id);
        for (String half : List.of("\uD83D", "a\uDEA2", "\uD83Dx")) {
            assertThatThrownBy(() -> repo.insert(new Words(1, half))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("surrogate");
            assertThatThrownBy(() -> repo.copyIn(Stream.of(new Words(1, half)))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> repo.insertAll(List.of(new Words(1, half)))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> repo.insert(new Words(1, "\0"))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> repo.copyIn(Stream.of(new Words(1, "\0")))).isInstanceOf(RuntimeException.class);
        assertThat(repo.count()).isZero();
    }

    @Table("odd")
    record Odd(@Id int id, @Nullable BigDecimal number, @Nullable BigInteger whole, @Nullable Duration lasts, @Nullable Period period,
               @Nullable Character letter) {}

    @Test
    void whatJavaCannotHoldIsToldAndNamesTheComponent() {
        db.schema().create(Odd.class);
        Repo<Odd, Integer> repo = db.repo(Odd.class, Odd::id);
        db.sql("alter table odd alter letter type text").run();
        var values = List.of("number", "'NaN'", "number", "'Infinity'", "whole", "1.5", "lasts", "'1 mon'", "period", "'1 hour'", "letter", "'ab'");
        for (int i = 0; i < values.size(); i += 2) {
            String component = values.get(i);
            if (values.get(i + 1).equals("'Infinity'") && major() < 14) {
                continue;
            }
            db.sql("insert into odd (id, " + component + ") values (" + i + ", " + values.get(i + 1) + ")").run();
            int id = i;
            for (int round = 0; round < 7; round++) {
                assertThatThrownBy(() -> repo.get(id)).as(component).isInstanceOf(InvalidValue.class)
                        .hasMessageContaining("column of " + component);
            }
        }
        db.sql("insert into odd (id, lasts, whole) values (99, '2 days 01:00', 7.00)").run();
        assertThat(repo.get(99).lasts()).isEqualTo(Duration.ofHours(49));
        assertThat(repo.get(99).whole()).isEqualTo(7);
    }

    private int major() {
        return db.sql("select current_setting('server_version_num')::int / 10000").one(Integer.class);
    }

    record Projection(int id, String word) {}

    @Table("texts")
    record Strict(@Id int id, String word) {}

    @Test
    void nullInAComponentThatIsNotNullableIsTold() {
        db.sql("create table texts (id int primary key, word text)").run();
        db.sql("insert into texts values (1, null)").run();
        assertThatThrownBy(() -> db.repo(Strict.class, Strict::id).get(1)).isInstanceOf(UnexpectedNull.class).hasMessageContaining("of word ");
        assertThat(db.repo(Words.class, Words::id).get(1)).isEqualTo(new Words(1, null));
        assertThat(db.sql("select * from texts").as(Projection.class)).as("SQL of one's own").containsExactly(new Projection(1, null));
        assertThatThrownBy(() -> db.sql("select null::int as id, 'x' as word").as(Projection.class)).isInstanceOf(UnexpectedNull.class)
                .hasMessageContaining("of id ");
    }
}
