package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Computed;
import dev.lifeboat.orm.annotation.Embedded;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Identity;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.Prefix;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.error.NoSuchRow;
import dev.lifeboat.orm.error.StaleRow;
import dev.lifeboat.orm.error.UnexpectedNull;
import dev.lifeboat.orm.error.UniqueViolation;
import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Composite and natural keys, counted columns, computed columns, embedded records. */
class KeysTest extends FreshDatabase {
    @Embedded
    record LineKey(int order, @Column("pos") short position) {}

    @Table("lines")
    record Line(@Id @Prefix("") LineKey key, String article, int amount, @Version int version, @SoftDelete Instant deletedAt) {
        static Line of(int order, int position, String article) {
            return new Line(new LineKey(order, (short) position), article, 1, 0, null);
        }
    }

    @Table("lines")
    record FlatLine(@Id int order, @Id @Column("pos") short position, String article, int amount, @Version int version,
                    @SoftDelete Instant deletedAt) {}

    record FlatKey(short position, int order) {}

    record WrongKey(int order, int position) {}

    private void lines() {
        db.sql("create table lines (\"order\" int, pos smallint, article text not null, amount int not null,"
                + " version int not null, deleted_at timestamptz, primary key (\"order\", pos))").run();
    }

    @Test
    void rowsAreFoundAndChangedByAnEmbeddedKey() {
        lines();
        singleRows(db.repo(Line.class, Line::key), Line.of(1, 2, "rope"), new LineKey(1, (short) 2), new LineKey(2, (short) 1));
    }

    private static void singleRows(Repo<Line, LineKey> lines, Line rope, LineKey key, LineKey other) {
        assertThat(lines.insert(rope)).isEqualTo(rope);
        assertThat(lines.find(key)).contains(rope);
        assertThat(lines.find(other)).isEmpty();
        assertThatThrownBy(() -> lines.get(other)).isInstanceOf(NoSuchRow.class);
        assertThatThrownBy(() -> lines.insert(rope)).isInstanceOf(UniqueViolation.class);
        Line two = lines.patch(key, col(Line::amount).to(2));
        assertThat(two.amount()).isEqualTo(2);
        assertThatThrownBy(() -> lines.patch(other, col(Line::amount).to(2))).isInstanceOf(NoSuchRow.class);
        Line net = lines.update(new Line(key, "net", 3, two.version(), null));
        assertThat(net.article()).isEqualTo("net");
        assertThatThrownBy(() -> lines.update(two)).isInstanceOfSatisfying(StaleRow.class,
                stale -> assertThat(stale.current()).isEqualTo(Optional.of(net)));
        assertThat(lines.delete(other)).isFalse();
        assertThat(lines.delete(key)).isTrue();
        assertThat(lines.find(key)).isEmpty();
        assertThat(lines.restore(key)).isTrue();
        assertThat(lines.get(key)).isEqualTo(net);
    }

    @Test
    void severalIdsAreFoundByARecordWithTheirNames() {
        lines();
        Repo<FlatLine, FlatKey> lines = db.repo(FlatLine.class, FlatKey.class);
        FlatLine rope = lines.insert(new FlatLine(1, (short) 2, "rope", 1, 0, null));
        FlatKey key = new FlatKey((short) 2, 1);
        assertThat(lines.get(key)).isEqualTo(rope);
        assertThat(lines.find(new FlatKey((short) 1, 2))).isEmpty();
        assertThat(lines.patch(key, col(FlatLine::amount).plus(4)).amount()).isEqualTo(5);
        assertThat(lines.delete(key)).isTrue();
        assertThat(lines.restore(key)).isTrue();
        assertThatThrownBy(() -> db.repo(FlatLine.class, FlatLine::order)).isInstanceOf(MappingMistake.class).hasMessageContaining("order: it is a part");
        assertThatThrownBy(() -> db.repo(FlatLine.class, WrongKey.class)).isInstanceOf(MappingMistake.class).hasMessageContaining("position: ");
        assertThatThrownBy(() -> db.repo(Line.class, Line::amount)).isInstanceOf(MappingMistake.class).hasMessageContaining("amount: ");
    }

    @Test
    void manyRowsAndUpsertsAndPagesGoByAllColumnsOfTheKey() {
        lines();
        db.sql("create unique index on lines (\"order\", pos) where deleted_at is null").run();
        Repo<Line, LineKey> lines = db.repo(Line.class, Line::key);
        List<Line> given = IntStream.range(0, 20).mapToObj(i -> Line.of(i % 3, i, "a" + i)).toList();
        assertThat(lines.insertAll(given)).isEqualTo(given);
        assertThat(lines.copyIn(Stream.of(Line.of(0, 99, "z"), Line.of(2, -1, "z")))).isEqualTo(2);
        assertThat(lines.upsert(Line.of(0, 99, "y"), Line::key).update(Line::article).article()).isEqualTo("y");
        assertThat(lines.upsert(Line.of(0, 99, "x"), Line::key).updateAll().article()).isEqualTo("x");
        assertThat(lines.upsert(Line.of(0, 99, "w"), Line::key).ignore()).isEmpty();
        List<Integer> seen = new ArrayList<>();
        Optional<Cursor> next = Optional.empty();
        do {
            Page<Line> page = next.isEmpty() ? lines.page(4) : lines.page(4, next.get());
            page.rows().forEach(line -> seen.add(line.key().order() * 1_000 + line.key().position()));
            next = page.next();
        } while (next.isPresent());
        assertThat(seen).containsExactly(0, 3, 6, 9, 12, 15, 18, 99, 1001, 1004, 1007, 1010, 1013, 1016, 1019,
                1999, 2002, 2005, 2008, 2011, 2014, 2017);
        assertThat(lines.lastPage(2).rows()).extracting(l -> l.key().position()).containsExactly((short) 14, (short) 17);
        assertThat(lines.where(col(Line::key, LineKey::order).eq(1)).where(col(Line::key, LineKey::position).gt((short) 15)).count()).isEqualTo(2);
        assertThatThrownBy(() -> lines.where(col(Line::key).lt(new LineKey(1, (short) 1))).list()).isInstanceOf(UnknownName.class)
                .hasMessageContaining("embedded").hasMessageContaining("key.order");
    }

    @Table("pairs")
    record Pair(@Id int a, @Id int b) {}

    @Test
    void aRowThatIsNothingButItsKeyCanBeUpdatedAndFound() {
        db.sql("create table pairs (a int, b int, primary key (a, b))").run();
        Repo<Pair, Pair> pairs = db.repo(Pair.class, Pair.class);
        pairs.insertAll(List.of(new Pair(1, 1), new Pair(1, 2)));
        assertThat(pairs.update(new Pair(1, 2))).isEqualTo(new Pair(1, 2));
        assertThatThrownBy(() -> pairs.update(new Pair(2, 2))).isInstanceOf(NoSuchRow.class);
        assertThat(pairs.delete(new Pair(1, 1))).isTrue();
        assertThat(pairs.list()).containsExactly(new Pair(1, 2));
    }

    @Table("countries")
    record Country(@Id @Column(type = "char(2)") String code, @Unique String name) {}

    @Test
    void naturalKeys() {
        db.schema().create(Country.class);
        Repo<Country, String> countries = db.repo(Country.class, Country::code);
        Country iran = new Country("IR", "Iran");
        assertThat(countries.insertAll(List.of(iran, new Country("X", "Nowhere")))).extracting(Country::code).containsExactly("IR", "X");
        assertThat(countries.get("X").name()).isEqualTo("Nowhere");
        assertThat(db.repo(Country.class, Country::name).get("Iran")).isEqualTo(iran);
        assertThat(countries.upsert(new Country("IR", "Īrān"), Country::code).update(Country::name).name()).isEqualTo("Īrān");
        assertThat(countries.page(1, countries.page(1).next().orElseThrow()).rows()).extracting(Country::code).containsExactly("X");
    }

    @Table("tickets")
    record Ticket(@Id @Identity(always = true) Long id, @Identity short number, String text, @Computed("upper(text)") String loud) {}

    @Table("seats")
    record Seat(@Id @Identity int id, @Generated short row, String name) {}

    @Test
    void identitySerialAndComputedColumns() {
        db.sql("create table tickets (id bigint generated always as identity primary key,"
                + " number smallint generated by default as identity (start 10), text text not null,"
                + " loud text generated always as (upper(text)) stored not null)").run();
        Repo<Ticket, Long> tickets = db.repo(Ticket.class, Ticket::id);
        Ticket one = tickets.insert(new Ticket(null, (short) 0, "a", "ignored"));
        assertThat(one).isEqualTo(new Ticket(1L, (short) 10, "a", "A"));
        assertThat(tickets.insertAll(List.of(new Ticket(null, (short) 0, "b", null), new Ticket(null, (short) 77, "c", null)))).containsExactly(
                new Ticket(2L, (short) 11, "b", "B"), new Ticket(3L, (short) 77, "c", "C"));
        assertThat(tickets.copyIn(Stream.of(new Ticket(null, (short) 78, "d", null)))).isEqualTo(1);
        assertThat(tickets.update(new Ticket(1L, (short) 5, "e", "ignored"))).isEqualTo(new Ticket(1L, (short) 5, "e", "E"));
        Ticket own = new Ticket(50L, (short) 0, "f", null);
        assertThatThrownBy(() -> tickets.insert(own)).isInstanceOf(InvalidValue.class).hasMessageStartingWith("id:");
        assertThatThrownBy(() -> tickets.insertAll(List.of(own))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> tickets.copyIn(Stream.of(own))).isInstanceOf(InvalidValue.class);
        assertThat(tickets.count()).isEqualTo(4);
        db.sql("create table seats (id int generated by default as identity primary key, \"row\" smallserial, name text not null)").run();
        Repo<Seat, Integer> seats = db.repo(Seat.class, Seat::id);
        assertThat(seats.insert(new Seat(40, (short) 0, "x"))).isEqualTo(new Seat(40, (short) 1, "x"));
        assertThat(seats.insertAll(List.of(new Seat(0, (short) 0, "y"), new Seat(41, (short) 9, "z")))).containsExactly(
                new Seat(1, (short) 2, "y"), new Seat(41, (short) 9, "z"));
    }

    @Embedded
    record Geo(double lat, double lon) {}

    @Embedded
    record Address(String city, @Nullable String street, @Nullable Geo geo) {}

    @Table("people")
    record Person(@Id int id, Address home, @Nullable @Prefix("w_") Address work) {}

    private Repo<Person, Integer> people() {
        db.sql("create table people (id int primary key, home_city text not null, home_street text, home_geo_lat float8, home_geo_lon float8,"
                + " w_city text, w_street text, w_geo_lat float8, w_geo_lon float8)").run();
        return db.repo(Person.class, Person::id);
    }

    @Test
    void embeddedRecordsAreColumnsAndMayBeAbsentAsAWhole() {
        Repo<Person, Integer> people = people();
        Address bonn = new Address("Bonn", null, new Geo(50.7, 7.1));
        Address bare = new Address("Köln", "Ring", null);
        List<Person> all = List.of(new Person(1, bonn, null), new Person(2, bare, bonn), new Person(3, bare, bare));
        all.forEach(p -> assertThat(people.insert(p)).isEqualTo(p));
        List<Person> more = List.of(new Person(11, bonn, null), new Person(12, bare, bonn));
        assertThat(people.insertAll(more)).isEqualTo(more);
        people.copyIn(Stream.of(new Person(21, bonn, null), new Person(22, bare, bonn)));
        for (int i = 0; i < 8; i++) {
            assertThat(people.get(21)).isEqualTo(new Person(21, bonn, null));
            assertThat(people.get(22)).isEqualTo(new Person(22, bare, bonn));
        }
        assertThat(people.update(new Person(2, bonn, null))).isEqualTo(new Person(2, bonn, null));
        assertThat(people.where(col(Person::work, Address::city).eq("Bonn")).orderBy(col(Person::id).asc()).list())
                .extracting(Person::id).containsExactly(12, 22);
        assertThat(people.where(col(Person::work, Address::city).isNull()).count()).isEqualTo(4);
        assertThat(people.patch(1, col(Person::home, Address::street).to("Weg")).home()).isEqualTo(new Address("Bonn", "Weg", new Geo(50.7, 7.1)));
        Page<Person> first = people.orderBy(col(Person::home, Address::city).desc()).page(3);
        assertThat(first.rows()).extracting(Person::id).containsExactly(22, 12, 3);
        assertThat(people.orderBy(col(Person::home, Address::city).desc()).page(1, first.next().orElseThrow()).rows())
                .extracting(Person::id).containsExactly(21);
        assertThat(db.sql("select * from people where id = 22").one(Person.class)).isEqualTo(new Person(22, bare, bonn));
    }

    @Test
    void anEmbeddedRecordThatIsThereInPartIsTold() {
        Repo<Person, Integer> people = people();
        db.sql("insert into people (id, home_city, w_geo_lat) values (1, 'Bonn', 1.5)").run();
        assertThatThrownBy(() -> people.get(1)).isInstanceOf(UnexpectedNull.class).hasMessageContaining("work.city");
        db.sql("update people set w_city = 'Ulm'").run();
        assertThatThrownBy(() -> people.get(1)).isInstanceOf(UnexpectedNull.class).hasMessageContaining("work.geo.lon");
    }
}
