package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Embedded;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.Prefix;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.error.UnknownName;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Embedded records in conditions and assignments, as a whole, in joins, and two deep. */
class WholeEmbeddedTest extends SharedDatabase {
    @Embedded
    record Place(String house, int room) {}

    @Embedded
    record Geo(double lat, @Nullable Double height) {}

    @Embedded
    record Address(String city, @Nullable String street, @Nullable Geo geo) {}

    @Table("people")
    record Person(@Id @Prefix("") Place desk, Address home, @Nullable Address work) {}

    @Table("phones")
    record Phone(@Id int number, @Nullable Place desk) {}

    private static final Address BONN = new Address("Bonn", null, new Geo(50.5, null));
    private static final Address BONN_RING = new Address("Bonn", "Ring", null);
    private static final Address ULM = new Address("Ulm", "Weg", new Geo(48.5, 478.0));
    private static Repo<Person, Place> people;
    private static Repo<Phone, Integer> phones;

    @BeforeAll
    static void fill() {
        db.schema().create(Person.class, Phone.class);
        people = db.repo(Person.class, Person::desk);
        phones = db.repo(Phone.class, Phone::number);
        people.insertAll(List.of(new Person(new Place("a", 1), BONN, null), new Person(new Place("a", 2), BONN_RING, BONN),
                new Person(new Place("b", 1), ULM, BONN_RING), new Person(new Place("b", 2), ULM, ULM)));
        phones.insertAll(List.of(new Phone(1, new Place("a", 2)), new Phone(2, new Place("b", 1)), new Phone(3, null)));
    }

    private static List<String> who(Query<Person> of) {
        return of.orderBy(col(Person::desk, Place::house).asc(), col(Person::desk, Place::room).asc()).list().stream()
                .map(p -> p.desk().house() + p.desk().room()).toList();
    }

    @Test
    void aKeyIsComparedAsAWholeAndInOneTextForAnyNumber() {
        Place b1 = new Place("b", 1);
        assertThat(who(people.where(col(Person::desk).eq(b1)))).containsExactly("b1");
        assertThat(who(people.where(col(Person::desk).ne(b1)))).containsExactly("a1", "a2", "b2");
        assertThat(who(people.where(col(Person::desk).in(List.of(b1, new Place("a", 2), new Place("c", 9)))))).containsExactly("a2", "b1");
        assertThat(who(people.where(col(Person::desk).in(List.of())))).isEmpty();
        assertThat(who(people.where(col(Person::desk).notIn(List.of(b1, new Place("a", 2)))))).containsExactly("a1", "b2");
        assertThat(who(people.where(col(Person::desk).notIn(List.of())))).containsExactly("a1", "a2", "b1", "b2");
        assertThat(people.where(col(Person::desk).in(List.of(b1))).sql()).isEqualTo(people.where(col(Person::desk).in(List.of(b1, b1, b1))).sql());
        assertThat(people.where(col(Person::desk).in(List.of(b1))).sql()).contains("(\"house\", \"room\") in (select * from unnest(?::text[], ?::integer[]))");
    }

    @Test
    void recordsAreEqualWhereTheirComponentsAreNullIncluded() {
        assertThat(who(people.where(col(Person::home).eq(BONN)))).containsExactly("a1");
        assertThat(who(people.where(col(Person::home).eq(new Address("Bonn", null, null))))).isEmpty();
        assertThat(who(people.where(col(Person::home).eq(BONN_RING).or(col(Person::home).eq(ULM))))).containsExactly("a2", "b1", "b2");
        assertThat(who(people.where(col(Person::home).eq(new Address("Ulm", "Weg", new Geo(48.5, null)))))).isEmpty();
        assertThat(who(people.where(col(Person::home).in(List.of(BONN, ULM))))).containsExactly("a1", "b1", "b2");
        assertThat(who(people.where(col(Person::home).notIn(List.of(BONN, ULM))))).containsExactly("a2");
        assertThat(who(people.where(col(Person::home, Address::geo).eq(new Geo(50.5, null))))).containsExactly("a1");
        assertThat(who(people.where(col(Person::home, Address::geo).isNull()))).containsExactly("a2");
    }

    @Test
    void oneThatIsNotThereIsNeitherEqualNorDifferent() {
        assertThat(who(people.where(col(Person::work).isNull()))).containsExactly("a1");
        assertThat(who(people.where(col(Person::work).notNull()))).containsExactly("a2", "b1", "b2");
        assertThat(who(people.where(col(Person::work).eq(BONN)))).containsExactly("a2");
        assertThat(who(people.where(col(Person::work).ne(BONN)))).containsExactly("b1", "b2");
        assertThat(who(people.where(col(Person::work).eq(BONN).not()))).containsExactly("b1", "b2");
        assertThat(who(people.where(col(Person::work).notIn(List.of(BONN_RING))))).containsExactly("a2", "b2");
        var called = phones.leftJoin(people, col(Phone::desk).on(col(Person::desk)));
        assertThat(called.where(called.right().is(col(Person::home).ne(BONN_RING))).list()).extracting(p -> p.left().number()).containsExactly(2);
        assertThatThrownBy(() -> people.where(col(Person::work).eq(null)).list()).isInstanceOf(NullPointerException.class).hasMessageContaining("isNull()");
        assertThatThrownBy(() -> people.where(col(Person::work).eq(new Address(null, "x", null))).list())
                .isInstanceOf(NullPointerException.class).hasMessageContaining("work.city");
    }

    @Test
    void tablesAreJoinedByAWhole() {
        var called = phones.leftJoin(people, col(Phone::desk).on(col(Person::desk)));
        assertThat(called.orderBy(called.left().col(Phone::number).asc()).list())
                .extracting(p -> p.left().number() + p.right().map(r -> r.home().city()).orElse("-")).containsExactly("1Bonn", "2Ulm", "3-");
        assertThat(called.where(called.right().col(Person::desk).eq(new Place("b", 1))).one().left().number()).isEqualTo(2);
        var city = called.right().col(col(Person::home, Address::city));
        assertThat(called.where(city.eq("Ulm")).one().left().number()).isEqualTo(2);
        assertThat(phones.where(dev.lifeboat.orm.query.Cond.exists(people, col(Phone::desk).on(col(Person::desk)))).count()).isEqualTo(2);
        var inside = phones.leftJoin(people.limit(9), col(Phone::desk).on(col(Person::desk)));
        assertThat(inside.where(inside.right().col(Person::work).isNull()).list()).extracting(p -> p.left().number()).containsExactly(3);
    }

    @Test
    void columnsTwoDeep() {
        assertThat(who(people.where(col(Person::home, Address::geo, Geo::lat).lt(50.0)))).containsExactly("b1", "b2");
        assertThat(who(people.where(col(Person::work, Address::geo, Geo::height).notNull()))).containsExactly("b2");
        assertThat(people.orderBy(col(Person::home, Address::geo, Geo::lat).desc().withNullsLast(), col(Person::desk, Place::room).asc()).list())
                .extracting(p -> p.desk().house() + p.desk().room()).containsExactly("a1", "b1", "b2", "a2");
    }

    @Test
    void aWholeIsWritten() {
        db.tx(() -> {
            Place a1 = new Place("a", 1);
            assertThat(people.patch(a1, col(Person::work).to(ULM)).work()).isEqualTo(ULM);
            assertThat(people.patch(a1, col(Person::home, Address::geo).to(new Geo(1, 2.0))).home()).isEqualTo(new Address("Bonn", null, new Geo(1, 2.0)));
            assertThat(people.patch(a1, col(Person::work).toColumn(col(Person::home))).work()).isEqualTo(new Address("Bonn", null, new Geo(1, 2.0)));
            assertThat(people.patch(a1, col(Person::work).toNull(), col(Person::home).to(BONN))).isEqualTo(new Person(a1, BONN, null));
        });
    }

    @Test
    void whatHasNoMeaningForSeveralColumnsNamesOne() {
        assertThatThrownBy(() -> people.where(col(Person::desk).lt(new Place("a", 1))).list())
                .isInstanceOf(UnknownName.class).hasMessageContaining("desk.house");
        assertThatThrownBy(() -> people.orderBy(col(Person::desk).asc()).list()).isInstanceOf(UnknownName.class);
        assertThatThrownBy(() -> people.where(col(Person::home).eqColumn(col(Person::work))).list()).isInstanceOf(UnknownName.class).hasMessageContaining("home.city");
    }
}
