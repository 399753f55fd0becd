package dev.lifeboat.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Foreign keys of every shape, and the diagrams made of them, as a real server tells them. */
class CatalogForeignKeyTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private Session session;

    @BeforeEach
    void connect() throws Exception {
        session = new Session(SERVER.connect(SERVER.createDatabase("keys")));
    }

    @AfterEach
    void disconnect() {
        session.close();
    }

    @Test
    void aCompositeKeyAcrossSchemasWithOddNamesKeepsItsColumnsInOrder() {
        session.execute("""
                create schema "other ""one";
                create table "other ""one"."Täble"("B" int, "a c" text, unique ("a c", "B"));
                create table line(id int primary key, y int not null, x text, constraint "odd ""key" foreign key (x, y) references "other ""one"."Täble"("a c", "B") on delete cascade)""");
        var key = CatalogForeignKey.of(session, oid("line")).from().getFirst();
        assertThat(key.name()).isEqualTo("odd \"key");
        assertThat(key.from().columns()).containsExactly("x", "y");
        assertThat(key.to().columns()).containsExactly("a c", "B");
        assertThat(key.to().schema()).isEqualTo("other \"one");
        assertThat(key.to().table()).isEqualTo("Täble");
        assertThat(key.onDelete()).isEqualTo(CatalogForeignKey.Action.CASCADE);
        // x may be null: a line without its table is allowed. Several lines may refer to the same one.
        assertThat(key.mandatory()).isFalse();
        assertThat(key.single()).isFalse();
        assertThat(CatalogForeignKey.of(session, key.to().oid()).to()).isEqualTo(List.of(key));
    }

    @Test
    void aTableMayReferToItselfAndAUniqueColumnRefersOnce() {
        session.execute("""
                create table person(id int primary key, boss int references person, code text unique);
                create table passport(person_id int primary key references person, other text not null references person(code))""");
        var person = CatalogForeignKey.of(session, oid("person"));
        assertThat(person.from()).singleElement().satisfies(key -> assertThat(key.toItself()).isTrue());
        assertThat(person.to()).extracting(CatalogForeignKey::name).containsExactly("passport_other_fkey", "passport_person_id_fkey", "person_boss_fkey");
        var byPrimary = person.to().get(1);
        assertThat(byPrimary.single()).isTrue();
        assertThat(byPrimary.mandatory()).isTrue();
        var byCode = person.to().getFirst();
        assertThat(byCode.single()).isFalse();
        assertThat(byCode.to().columns()).containsExactly("code");
    }

    @Test
    void partitionsDoNotMultiplyKeysAndHaveThemNevertheless() {
        session.execute("""
                create table kind(id int primary key);
                create table event(id int, kind int references kind, primary key (id)) partition by range (id);
                create table event_1 partition of event for values from (0) to (10);
                create table event_2 partition of event for values from (10) to (20);
                create table note(event int references event)""");
        assertThat(CatalogForeignKey.of(session, oid("event")).from()).hasSize(1);
        assertThat(CatalogForeignKey.of(session, oid("kind")).to()).singleElement().satisfies(key -> assertThat(key.from().table()).isEqualTo("event"));
        assertThat(CatalogForeignKey.of(session, oid("note")).from()).singleElement().satisfies(key -> assertThat(key.to().table()).isEqualTo("event"));
        // Whoever looks at a partition can follow the key too.
        assertThat(CatalogForeignKey.of(session, oid("event_1")).from()).singleElement().satisfies(key -> assertThat(key.to().table()).isEqualTo("kind"));
        assertThat(CatalogForeignKey.all(session)).extracting(key -> key.from().table()).containsExactly("event", "note");
    }

    @Test
    void aColumnKnowsItsKeysTheNarrowestFirst() {
        session.execute("""
                create table a(x int, y int, primary key (x, y), unique (x));
                create table b(x int, y int, constraint wide foreign key (x, y) references a(x, y), constraint narrow foreign key (x) references a(x))""");
        var keys = CatalogForeignKey.of(session, oid("b"));
        assertThat(keys.of("x")).extracting(CatalogForeignKey::name).containsExactly("narrow", "wide");
        assertThat(keys.of("y")).extracting(CatalogForeignKey::name).containsExactly("wide");
        assertThat(keys.of("z")).isEmpty();
    }

    @Test
    void aDiagramGrowsOutwardByItsDepth() {
        session.execute("""
                create table one(id int primary key, self int references one);
                create table two(id int primary key, one int not null references one);
                create table three(id int primary key, two int references two);
                create table four(id int primary key, three int references three);
                create table alone(id int)""");
        assertThat(names(CatalogDiagram.around(session, oid("two"), 0, 100))).containsExactly("two");
        assertThat(names(CatalogDiagram.around(session, oid("two"), 1, 100))).containsExactly("two", "three", "one");
        var two = CatalogDiagram.around(session, oid("two"), 2, 100);
        assertThat(names(two)).containsExactly("two", "three", "one", "four");
        assertThat(two.keys()).extracting(key -> key.from().table() + ">" + key.to().table()).containsExactly("four>three", "one>one", "three>two", "two>one");
        assertThat(two.tables().getFirst().columns()).containsExactly(
                new CatalogDiagram.Column("id", "integer", true, true, false, false),
                new CatalogDiagram.Column("one", "integer", true, false, true, false));
        var few = CatalogDiagram.around(session, oid("two"), 9, 2);
        assertThat(names(few)).containsExactly("two", "three");
        assertThat(few.more()).isEqualTo(2);
        // The key from two to one has an end outside.
        assertThat(few.keys()).extracting(CatalogForeignKey::name).containsExactly("three_two_fkey");
    }

    @Test
    void aSchemasDiagramHasItsTablesAndNothingElse() {
        session.execute("""
                create schema s;
                create table s.b(id int primary key, code text unique);
                create table s.a(b int references s.b);
                create table s.bare();
                create view s.v as select 1 as one;
                create table s.p(id int) partition by range (id);
                create table s.p1 partition of s.p for values from (0) to (1);
                create table elsewhere(b int references s.b)""");
        var diagram = CatalogDiagram.ofSchema(session, "s", 100);
        assertThat(names(diagram)).containsExactly("a", "b", "bare", "p");
        assertThat(diagram.keys()).hasSize(1);
        assertThat(diagram.tables().get(1).columns().get(1)).isEqualTo(new CatalogDiagram.Column("code", "text", false, false, false, true));
    }

    private static List<String> names(CatalogDiagram diagram) {
        return diagram.tables().stream().map(CatalogDiagram.Table::name).toList();
    }

    private long oid(String table) {
        return session.first("select ?::regclass::oid::bigint", row -> row.getLong(1), table).orElseThrow();
    }
}
