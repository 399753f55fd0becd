package dev.lifeboat.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tree, the columns and the structure of tables, as the catalogs of a real server give them. */
class CatalogBrowsingTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private String database;
    private Session session;

    @BeforeEach
    void connect() throws Exception {
        database = SERVER.createDatabase("catalog");
        session = new Session(SERVER.connect(database));
    }

    @AfterEach
    void disconnect() {
        session.close();
    }

    @Test
    void listsSchemasWithAndWithoutThoseOfTheServer() {
        session.execute("create schema \"Ünder 🚢 \"\"wear\"");
        assertThat(CatalogTree.schemas(session, false)).containsExactlyInAnyOrder("public", "Ünder 🚢 \"wear");
        assertThat(CatalogTree.schemas(session, true)).contains("pg_catalog", "information_schema", "public");
        assertThat(CatalogTree.relations(session, true)).anyMatch(relation -> relation.name().equals("pg_class") && relation.schema().equals("pg_catalog"));
        assertThat(CatalogTree.relations(session, false)).isEmpty();
    }

    @Test
    void tellsTheKindsApartAndSumsPartitions() {
        session.execute("""
                create table plain(id int); insert into plain select generate_series(1, 300); analyze plain;
                create table untouched(id int);
                create view seen as select 1 as one;
                create materialized view kept as select 1 as one;
                create table parted(id int) partition by range (id);
                create table parted_low partition of parted for values from (0) to (100);
                create table parted_high partition of parted for values from (100) to (1000) partition by range (id);
                create table parted_high_1 partition of parted_high for values from (100) to (500);
                insert into parted select generate_series(1, 120); analyze parted_low; analyze parted_high_1""");
        var relations = CatalogTree.relations(session, false);
        assertThat(relations).extracting(CatalogRelation::name)
                .containsExactly("kept", "parted", "parted_high", "parted_high_1", "parted_low", "plain", "seen", "untouched");
        assertThat(relations).extracting(CatalogRelation::kind).containsExactly(CatalogRelation.Kind.MATERIALIZED_VIEW,
                CatalogRelation.Kind.PARTITIONED_TABLE, CatalogRelation.Kind.PARTITIONED_TABLE, CatalogRelation.Kind.TABLE,
                CatalogRelation.Kind.TABLE, CatalogRelation.Kind.TABLE, CatalogRelation.Kind.VIEW, CatalogRelation.Kind.TABLE);
        // 120 rows: 99 below 100, 21 from 100 on.
        assertThat(named("parted").estimatedRows()).isEqualTo(120);
        assertThat(named("parted_high").estimatedRows()).isEqualTo(21);
        assertThat(named("plain").estimatedRows()).isEqualTo(300);
        assertThat(named("untouched").estimatedRows()).isEqualTo(-1);
        assertThat(named("seen").estimatedRows()).isEqualTo(-1);
        assertThat(named("parted_high_1").parentOid()).isEqualTo(named("parted_high").oid());
        assertThat(named("plain").parentOid()).isZero();
    }

    @Test
    void sizesLeaveOutWhatIsLockedInsteadOfWaiting() throws Exception {
        session.execute("create table free_one(id int primary key); create table locked_one(id int primary key)");
        session.execute("begin; lock table locked_one in access exclusive mode");
        try (Session other = new Session(SERVER.connect(database))) {
            other.execute("set statement_timeout = '20s'");
            var sizes = CatalogTree.sizes(other, false);
            // An empty table with a primary key: no page of its own, one page of 8 KiB for the index.
            assertThat(sizes).containsEntry(named("free_one").oid(), 8192L).doesNotContainKey(named("locked_one").oid());
        }
    }

    @Test
    void describesColumnsOfEveryFamily() {
        session.execute("""
                create type mood as enum ('calm', 'sunk'); create domain short_text as varchar(5) check (value <> 'x');
                create table "Odd ""Täble"(
                  "Id" bigint generated always as identity primary key, "größe €" numeric(10,2) not null default 1.50, c char(3), t short_text,
                  m mood, b bytea, j json, jb jsonb, a int[], ok boolean, at timestamptz, p point, g int generated always as (2 * 3) stored, x xml);
                comment on column "Odd ""Täble"."größe €" is 'how large'""");
        var table = CatalogTable.read(session, named("Odd \"Täble"));
        assertThat(table.key()).containsExactly("Id");
        assertThat(table.columns()).extracting(CatalogColumn::type).containsExactly("bigint", "numeric(10,2)", "character(3)", "short_text",
                "mood", "bytea", "json", "jsonb", "integer[]", "boolean", "timestamp with time zone", "point", "integer", "xml");
        // Without a length: cast('abc' as character) would be 'a'.
        assertThat(table.column("c").castType()).isEqualTo("bpchar");
        assertThat(table.column("t").castType()).isEqualTo("character varying");
        assertThat(table.columns()).extracting(CatalogColumn::family).containsExactly(CatalogColumn.Family.NUMBER, CatalogColumn.Family.NUMBER,
                CatalogColumn.Family.TEXT, CatalogColumn.Family.TEXT, CatalogColumn.Family.OTHER, CatalogColumn.Family.BINARY,
                CatalogColumn.Family.JSON, CatalogColumn.Family.JSON, CatalogColumn.Family.ARRAY, CatalogColumn.Family.BOOLEAN,
                CatalogColumn.Family.TIME, CatalogColumn.Family.OTHER, CatalogColumn.Family.NUMBER, CatalogColumn.Family.OTHER);
        assertThat(table.columns()).filteredOn(column -> !column.sortable()).extracting(CatalogColumn::name).containsExactly("j", "p", "x");
        assertThat(table.column("Id").origin()).isEqualTo(CatalogColumn.Origin.IDENTITY_ALWAYS);
        assertThat(table.column("g").origin()).isEqualTo(CatalogColumn.Origin.GENERATED);
        assertThat(table.column("größe €").defaultValue()).contains("1.50");
        assertThat(table.column("größe €").comment()).contains("how large");
    }

    @Test
    void takesAUniqueIndexOverColumnsThatAreNeverNullAsTheKey() {
        session.execute("""
                create table a(x int unique, y int not null, z int not null); create unique index on a(z, y); create unique index on a(y) where z > 0;
                create table b(x int unique); create table c(n int not null, extra int not null, v int); create unique index on c(n) include (v)""");
        assertThat(CatalogTable.read(session, named("a")).key()).containsExactly("z", "y");
        assertThat(CatalogTable.read(session, named("b")).key()).isEmpty();
    }

    @Test
    void readsTheWholeStructure() {
        session.execute("""
                create table ship(id int primary key, name text unique, crew int constraint enough check (crew > 0));
                create table boat(id int primary key, ship_id int constraint carried references ship(id) on delete cascade);
                comment on table ship is 'carries boats';
                create index by_crew on ship(crew desc);
                create function touch() returns trigger language plpgsql as 'begin return new; end';
                create trigger touched before update on ship for each row execute function touch();
                create view crews as select crew from ship""");
        var ship = CatalogStructure.read(session, named("ship"));
        assertThat(ship.keys()).extracting(CatalogStructure.Constraint::definition).containsExactly("PRIMARY KEY (id)", "UNIQUE (name)");
        assertThat(ship.foreignKeys()).isEmpty();
        assertThat(ship.referencedBy()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("carried");
            assertThat(key.table()).isEqualTo("boat");
            assertThat(key.definition()).isEqualTo("FOREIGN KEY (ship_id) REFERENCES ship(id) ON DELETE CASCADE");
        });
        assertThat(CatalogStructure.read(session, named("boat")).foreignKeys()).extracting(CatalogStructure.ForeignKey::table).containsExactly("ship");
        assertThat(ship.indexes()).extracting(CatalogStructure.Index::name).containsExactly("ship_pkey", "ship_name_key", "by_crew");
        assertThat(ship.checks()).extracting(CatalogStructure.Constraint::name).containsExactly("enough");
        assertThat(ship.triggers()).extracting(CatalogStructure.Trigger::name).containsExactly("touched");
        assertThat(ship.comment()).contains("carries boats");
        // Empty: three indexes of one page each, an empty TOAST table with its index of one page.
        assertThat(ship.size()).contains(new CatalogStructure.Size(0, 3 * 8192, 8192));
        assertThat(CatalogStructure.read(session, named("crews")).viewDefinition()).hasValueSatisfying(text -> assertThat(text).contains("FROM ship"));
    }

    @Test
    void saysThatATableIsGone() {
        session.execute("create table brief(id int)");
        CatalogRelation brief = named("brief");
        session.execute("drop table brief");
        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(() -> CatalogTable.read(session, brief)).withMessageContaining("public.brief");
    }

    @Test
    void aTableWithoutColumnsIsATable() {
        session.execute("create table bare()");
        assertThat(CatalogTable.read(session, named("bare")).columns()).isEqualTo(List.of());
    }

    private CatalogRelation named(String name) {
        return CatalogTree.relations(session, false).stream().filter(relation -> relation.name().equals(name)).findFirst().orElseThrow();
    }
}
