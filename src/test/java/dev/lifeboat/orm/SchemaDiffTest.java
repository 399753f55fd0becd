package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Computed;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.PgEnum;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.error.LockNotAvailable;
import dev.lifeboat.orm.error.NotNullViolation;
import dev.lifeboat.orm.error.PermissionDenied;
import dev.lifeboat.orm.schema.Applied;
import dev.lifeboat.orm.schema.Change;
import dev.lifeboat.orm.schema.Risk;
import dev.lifeboat.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each difference is made by hand, told exactly, and gone after what was told has been run. */
class SchemaDiffTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();
    private Db db;

    @BeforeEach
    void create() throws SQLException {
        db = TestDb.fresh(SERVER);
        db.schema().create(Workshop.ALL);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void given(String... statements) {
        for (String sql : statements) {
            db.sql(sql).run();
        }
    }

    private List<String> diff() {
        return told(db.schema().diff(Workshop.ALL));
    }

    private static List<String> told(List<Change> changes) {
        return changes.stream().map(change -> change.risk() + " " + change.sql()).toList();
    }

    /** The told changes are run, and then nothing differs. */
    private void goneAfter(Risk risk) {
        Applied applied = db.schema().apply(db.schema().diff(Workshop.ALL), risk);
        assertThat(applied.left()).isEmpty();
        assertThat(diff()).isEmpty();
    }

    @Test
    void nothingDiffersFromWhatWasJustCreated() throws SQLException {
        assertThat(diff()).isEmpty();
        assertThat(told(db.schema().diff(Workshop.Part.class))).isEmpty();
        try (Db shop = TestDb.fresh(SERVER)) {
            Class<?>[] all = {Shop.Post.class, Shop.User.class, Shop.Odd.class, Shop.Note.class, MappingTest.RingA.class, MappingTest.RingB.class,
                MappingTest.Everything.class, MappingTest.Loose.class};
            shop.sql("create type mood as enum ('glad', 'so_so')").run();
            assertThat(shop.schema().apply(shop.schema().diff(all), Risk.SAFE).left()).isEmpty();
            assertThat(told(shop.schema().diff(all))).isEmpty();
        }
    }

    @Test
    void anEmptyDatabaseGetsEverythingBySafeChanges() throws SQLException {
        try (Db fresh = TestDb.fresh(SERVER)) {
            List<Change> changes = fresh.schema().diff(Workshop.ALL);
            assertThat(changes).extracting(Change::risk).containsOnly(Risk.SAFE);
            assertThat(changes.getFirst().sql()).isEqualTo("create schema \"Old Works\"");
            fresh.schema().apply(changes, Risk.SAFE);
            assertThat(told(fresh.schema().diff(Workshop.ALL))).isEmpty();
        }
    }

    @Test
    void whoMayNotCreateASchemaIsTold() {
        given("create role visitor_" + System.nanoTime());
        String role = db.sql("select rolname::text from pg_roles where rolname like 'visitor%' order by oid desc limit 1").one(String.class);
        given("grant usage on schema public to " + role);
        assertThatThrownBy(() -> db.tx(() -> {
            given("set local role " + role);
            return db.schema().diff(Workshop.ALL);
        })).isInstanceOf(PermissionDenied.class);
        given("drop owned by " + role, "drop role " + role);
    }

    @Test
    void comparingChangesNothing() {
        given("alter table customers drop column token");
        String all = "select count(*) || ' ' || (select count(*) from pg_namespace) || ' ' || (select count(*) from pg_type) from pg_class";
        String before = db.sql(all).one(String.class);
        assertThat(diff()).hasSize(1);
        assertThat(db.sql(all).one(String.class)).isEqualTo(before);
        db.tx(() -> {
            assertThat(diff()).hasSize(1);
            assertThat(db.sql("show search_path").one(String.class)).isEqualTo("\"$user\", public");
            return null;
        });
    }

    @Test
    void missingColumns() {
        given("insert into customers (email, name, details) values ('a', 'a', '{}')",
                "alter table customers drop column email, drop column credit, drop column created_at_day, drop column token",
                "alter table parts drop column deleted_at");
        assertThat(diff()).containsExactly(
                "SAFE alter table \"parts\" add column \"deleted_at\" timestamptz",
                "BY_HAND alter table \"customers\" add column \"email\" text;\nupdate \"customers\" set \"email\" = ...;\n"
                        + "alter table \"customers\" alter column \"email\" set not null",
                "SAFE alter table \"customers\" add column \"credit\" numeric(10,2) default 0 not null",
                "LOCKS alter table \"customers\" add column \"token\" uuid default gen_random_uuid() not null",
                "LOCKS alter table \"customers\" add column \"created_at_day\" integer generated always as (length(name) * 2) stored not null",
                "LOCKS alter table \"customers\" add CHECK ((credit > ('-1000'::integer)::numeric))",
                "LOCKS alter table \"customers\" add CHECK (((char_length(name) < 100) AND ((credit >= (0)::numeric) OR (details ? 'debtor'::text))))",
                "LOCKS create unique index on \"parts\" (serial_number) WHERE (deleted_at IS NULL)",
                "BY_HAND create unique index on \"customers\" (lower(email))",
                "LOCKS create index on \"customers\" (name text_pattern_ops, created_at_day DESC NULLS LAST) WHERE ((credit > (0)::numeric) AND (details ? 'vip'::text))");
        List<Change> changes = db.schema().diff(Workshop.ALL);
        assertThat(changes.get(1).sentence()).isEqualTo("The column customers.email is missing and takes no NULL: the rows that are there need a value first.");
        assertThat(changes.get(8).sentence()).endsWith("First see to the column email.");
        Applied applied = db.schema().apply(changes, Risk.LOCKS);
        assertThat(told(applied.left())).hasSize(2).allMatch(change -> change.startsWith("BY_HAND"));
        given("alter table customers add email text", "update customers set email = 'a'", "alter table customers alter email set not null");
        goneAfter(Risk.LOCKS);
    }

    @Test
    void typesThatWidenAndTypesThatDoNot() {
        given("drop index customers_details_idx", "drop index customers_name_created_at_day_idx", "alter table customers drop constraint customers_check",
                "alter table customers alter credit type numeric(8,2), alter email type varchar(20), alter details type json",
                "alter table parts alter order_number type smallint, alter serial_number type varchar(5), alter deleted_at type timestamp",
                "alter table orders alter number type bigint");
        List<String> types = db.schema().diff(Workshop.Customer.class, Workshop.Part.class, Workshop.Order.class).stream()
                .filter(change -> change.kind() == Change.Kind.CHANGE_TYPE).map(change -> change.risk() + " " + change.sql()).toList();
        assertThat(types).containsExactlyInAnyOrder(
                "SAFE alter table \"customers\" alter column \"credit\" type numeric(10,2)",
                "SAFE alter table \"customers\" alter column \"email\" type text",
                "LOSES_DATA alter table \"customers\" alter column \"details\" type jsonb",
                "LOCKS alter table \"parts\" alter column \"order_number\" type integer",
                "SAFE alter table \"parts\" alter column \"serial_number\" type text",
                "BY_HAND alter table \"parts\" alter column \"deleted_at\" type timestamp with time zone using \"deleted_at\" at time zone 'UTC'",
                "LOSES_DATA alter table \"orders\" alter column \"number\" type integer");
    }

    @Test
    void aTextBecomesAnEnumByHandOnly() {
        given("alter table orders alter urgency type text");
        assertThat(diff()).containsExactly("BY_HAND alter table \"orders\" alter column \"urgency\" type public.urgency using \"urgency\"::public.urgency");
    }

    @Test
    void whatStandsOnAColumnWaitsForIt() {
        given("alter table orders drop constraint orders_state_check, drop constraint orders_main_part_fkey, alter state drop default, alter state type bytea using ''::bytea, alter main_part type bigint",
                "alter table parts drop constraint parts_held_by_fkey, alter held_by type text");
        assertThat(diff()).containsExactly(
                "BY_HAND alter table \"parts\" alter column \"held_by\" type integer using \"held_by\"::integer",
                "LOSES_DATA alter table \"orders\" alter column \"state\" type text",
                "LOSES_DATA alter table \"orders\" alter column \"state\" set default 'open'::text",
                "LOSES_DATA alter table \"orders\" alter column \"main_part\" type integer",
                "LOSES_DATA alter table \"orders\" add CHECK ((state = ANY (ARRAY['open'::text, 'done'::text])))",
                "BY_HAND alter table \"parts\" add FOREIGN KEY (held_by) REFERENCES public.orders(id) ON DELETE SET DEFAULT",
                "LOSES_DATA alter table \"orders\" add FOREIGN KEY (main_part) REFERENCES public.parts(id) DEFERRABLE INITIALLY DEFERRED");
        assertThat(db.schema().apply(db.schema().diff(Workshop.ALL), Risk.LOCKS).run()).isEmpty();
        assertThat(db.schema().apply(db.schema().diff(Workshop.ALL), Risk.LOSES_DATA).left()).extracting(Change::risk).containsOnly(Risk.BY_HAND);
    }

    @Test
    void nullnessAndDefaults() {
        given("insert into customers (email, name, details) values ('a', 'a', '{}')", "alter table customers alter credit drop not null, alter credit set default 5, alter name set default 'x'",
                "alter table orders alter follows set not null, alter state drop default");
        assertThat(diff()).containsExactly(
                "SAFE alter table \"orders\" alter column \"state\" set default 'open'::text",
                "SAFE alter table \"orders\" alter column \"follows\" drop not null",
                "LOSES_DATA alter table \"customers\" alter column \"name\" drop default",
                "SAFE alter table \"customers\" alter column \"credit\" set default 0",
                "LOCKS alter table \"customers\" alter column \"credit\" set not null");
        given("update customers set credit = null");
        List<Change> changes = db.schema().diff(Workshop.ALL);
        assertThatThrownBy(() -> db.schema().apply(changes, Risk.LOCKS)).isInstanceOf(NotNullViolation.class);
        assertThat(db.schema().diff(Workshop.ALL)).isEqualTo(changes);
        given("update customers set credit = 1");
        goneAfter(Risk.LOSES_DATA);
    }

    @Test
    void constraints() {
        given("alter table customers drop constraint customers_credit_check, add check (name <> '')",
                "alter table orders drop constraint orders_customer_id_fkey, add foreign key (customer_id) references customers",
                "alter table orders drop constraint orders_customer_id_number_key cascade",
                "create unique index one_number on orders (customer_id, number)",
                "alter table orders drop constraint orders_state_check, add constraint orders_state_check check (state in ('open'))",
                "alter table parts drop constraint parts_held_by_fkey, add constraint held foreign key (held_by) references orders on delete set default not valid");
        assertThat(diff()).containsExactly(
                "LOCKS alter table \"orders\" drop constraint \"orders_state_check\", add constraint \"orders_state_check\" CHECK ((state = ANY (ARRAY['open'::text, 'done'::text])))",
                "SAFE alter table \"orders\" add constraint \"one_number\" unique using index \"one_number\"",
                "LOCKS alter table \"customers\" add CHECK ((credit > ('-1000'::integer)::numeric))",
                "SAFE alter table \"parts\" validate constraint \"held\"",
                "LOCKS alter table \"parts\" add FOREIGN KEY (customer_id, order_number) REFERENCES public.orders(customer_id, number) ON DELETE CASCADE",
                "LOCKS alter table \"orders\" drop constraint \"orders_customer_id_fkey\", add constraint \"orders_customer_id_fkey\" FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE",
                "LOSES_DATA alter table \"customers\" drop constraint \"customers_name_check\"");
        goneAfter(Risk.LOSES_DATA);
    }

    @Test
    void aPrimaryKeyIsReplacedByHand() {
        given("alter table customers drop constraint customers_pkey cascade, add primary key (email)");
        assertThat(diff()).containsExactly(
                "BY_HAND alter table \"customers\" drop constraint \"customers_pkey\", add constraint \"customers_pkey\" PRIMARY KEY (id)",
                "LOCKS alter table \"orders\" add FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE");
        given("alter table customers drop constraint customers_pkey");
        assertThat(diff()).startsWith("LOCKS alter table \"customers\" add PRIMARY KEY (id)");
        goneAfter(Risk.LOCKS);
    }

    @Test
    void indexes() {
        given("drop index customers_details_idx", "alter index customers_lower_idx rename to other", "create index twice on customers (id)",
                "create index mine on orders (urgency)", "drop index parts_serial_number_idx", "create unique index parts_serial_number_idx on parts (serial_number)");
        assertThat(diff()).containsExactly(
                "LOCKS create unique index on \"parts\" (serial_number) WHERE (deleted_at IS NULL)",
                "LOCKS create index on \"customers\" USING gin (details jsonb_path_ops)",
                "LOSES_DATA drop index \"parts_serial_number_idx\"", "LOSES_DATA drop index \"mine\"", "LOSES_DATA drop index \"twice\"");
        assertThat(db.schema().diff(Workshop.ALL).getLast().sentence()).isEqualTo("The index twice of customers repeats customers_pkey and only costs.");
        goneAfter(Risk.LOSES_DATA);
    }

    @Test
    void anIndexThatWasLeftBehindHalfMadeDoesNotCount() throws SQLException {
        given("drop index customers_lower_idx", "insert into customers (email, name, details) values ('a', 'a', '{}'), ('A', 'a', '{}')");
        assertThatThrownBy(() -> given("create unique index concurrently half on customers (lower(email))"));
        assertThat(diff()).containsExactly("LOCKS create unique index on \"customers\" (lower(email))", "LOSES_DATA drop index \"half\"");
        assertThat(db.schema().diff(Workshop.ALL).getLast().sentence()).contains("was left behind by a CREATE INDEX CONCURRENTLY that failed");
    }

    @Test
    void triggersAndTheirFunctions() {
        given("drop trigger touch_changed_at on orders", "alter table customers disable trigger touch_changed_at",
                "create or replace function \"Old Works\".touch_changed_at() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger audit after insert on orders for each row execute function touch_changed_at()");
        assertThat(diff()).satisfiesExactly(
                function -> assertThat(function).startsWith("SAFE create or replace function \"Old Works\".\"touch_changed_at\"()"),
                missing -> assertThat(missing).isEqualTo("SAFE CREATE TRIGGER touch_changed_at BEFORE UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.touch_changed_at()"),
                disabled -> assertThat(disabled).isEqualTo("SAFE CREATE OR REPLACE TRIGGER touch_changed_at BEFORE UPDATE ON public.customers FOR EACH ROW EXECUTE FUNCTION public.touch_changed_at()"),
                extra -> assertThat(extra).isEqualTo("LOSES_DATA drop trigger \"audit\" on \"orders\""));
        goneAfter(Risk.LOSES_DATA);
    }

    @PgEnum("tension")
    enum Low { LOW }

    @PgEnum("tension")
    enum LowAndHigh { LOW, HIGH }

    @Table("moods")
    record Calm(@Id int id, @Column(type = "tension") Low tension) {}

    @Table("moods")
    record Tense(@Id int id, @Default("'high'") @Column(type = "tension") LowAndHigh tension) {}

    @Test
    void enumLabels() throws SQLException {
        try (Db fresh = TestDb.fresh(SERVER)) {
            fresh.sql("create type urgency as enum ('low')").run();
            List<Change> changes = fresh.schema().diff(Workshop.ALL);
            assertThat(told(changes)).contains("SAFE alter type \"urgency\" add value 'it''s late'", "SAFE alter type \"urgency\" add value 'high'");
            fresh.schema().apply(changes, Risk.SAFE);
            assertThat(told(fresh.schema().diff(Workshop.ALL))).isEmpty();
        }
        try (Db before = TestDb.fresh(SERVER)) {
            before.schema().create(Calm.class);
            List<Change> changes = before.schema().diff(Tense.class);
            assertThat(told(changes)).containsExactly("SAFE alter type \"tension\" add value 'high'",
                    "SAFE alter table \"moods\" alter column \"tension\" set default 'high'::public.tension");
            assertThat(before.schema().apply(changes, Risk.SAFE).run()).isEqualTo(changes);
            assertThat(before.schema().diff(Tense.class)).isEmpty();
        }
        given("alter type urgency rename value 'it''s late' to 'never'", "alter type urgency add value 'extra' before 'low'");
        assertThat(db.schema().diff(Workshop.ALL)).extracting(change -> change.risk() + " " + change.sentence()).containsExactly(
                "BY_HAND The label extra of urgency is in the database only. A row that holds it cannot be read.",
                "BY_HAND The label never of urgency is in the database only. A row that holds it cannot be read.",
                "SAFE The label it's late of urgency is missing.");
        assertThat(diff().getLast()).isEqualTo("SAFE alter type \"urgency\" add value 'it''s late' before 'high'");
    }

    @Test
    void howValuesAreMade() {
        given("alter table customers alter id set generated always", "alter table orders alter id drop identity", "alter table parts alter id drop default",
                "alter table customers drop column created_at_day", "alter table customers add created_at_day int not null default 3");
        List<String> made = db.schema().diff(Workshop.ALL).stream().filter(change -> change.kind() == Change.Kind.CHANGE_GENERATION)
                .map(change -> change.risk() + " " + change.sql()).toList();
        assertThat(made).containsExactly(
                "BY_HAND create sequence \"id_counter\" owned by \"parts\".\"id\";\nalter table \"parts\" alter column \"id\" set default nextval('\"id_counter\"');\n"
                        + "select setval(pg_get_serial_sequence('\"parts\"', 'id'), max(\"id\") + 1, false) from \"parts\"",
                "BY_HAND alter table \"orders\" alter column \"id\" add generated always as identity;\n"
                        + "select setval(pg_get_serial_sequence('\"orders\"', 'id'), max(\"id\") + 1, false) from \"orders\"",
                "SAFE alter table \"customers\" alter column \"id\" set generated by default",
                "BY_HAND alter table \"customers\" drop column \"created_at_day\", add column \"created_at_day\" integer generated always as (length(name) * 2) stored not null");
        made.stream().filter(change -> !change.startsWith("SAFE")).flatMap(change -> Stream.of(change.substring("BY_HAND ".length()).split(";\n")))
                .forEach(sql -> {
                    if (sql.startsWith("select")) {
                        db.sql(sql).as(Long.class);
                    } else {
                        given(sql);
                    }
                });
        goneAfter(Risk.LOCKS);
    }

    @Table("doubles")
    record Doubled(@Id int id, @Computed("id * 2") int twice) {}

    @Test
    void aComputedColumnThatComputesSomethingElse() {
        given("create table doubles (id int primary key, twice int generated always as (id * 3) stored not null)", "insert into doubles values (4)");
        boolean setExpression = db.sql("select current_setting('server_version_num')::int >= 170000").one(Boolean.class);
        assertThat(told(db.schema().diff(Doubled.class))).containsExactly(setExpression
                ? "LOCKS alter table \"doubles\" alter column \"twice\" set expression as ((id * 2))"
                : "BY_HAND alter table \"doubles\" drop column \"twice\", add column \"twice\" integer generated always as (id * 2) stored not null");
        given(db.schema().diff(Doubled.class).getFirst().sql());
        assertThat(db.schema().diff(Doubled.class)).isEmpty();
        assertThat(db.sql("select twice from doubles").one(Integer.class)).isEqualTo(8);
    }

    @Test
    void extraColumnsAndTables() {
        given("alter table parts add colour text, add weight int not null", "create table attic (id int)", "create table \"Old Works\".attic (id int)",
                "create view shown as select 1");
        List<Change> changes = db.schema().diff(Workshop.ALL);
        assertThat(told(changes)).containsExactly("LOSES_DATA alter table \"parts\" drop column \"colour\"", "LOSES_DATA alter table \"parts\" drop column \"weight\"");
        assertThat(changes.getLast().sentence()).endsWith("no row can be inserted without it.");
        assertThat(told(db.schema().others(Workshop.ALL))).containsExactly("LOSES_DATA drop table \"public\".\"attic\"", "LOSES_DATA drop table \"Old Works\".\"attic\"");
        Applied applied = db.schema().apply(changes, Risk.LOCKS);
        assertThat(applied.run()).isEmpty();
        assertThat(applied.left()).isEqualTo(changes);
        assertThat(db.sql("select count(*) from pg_attribute where attname = 'colour'").one(Long.class)).isEqualTo(1);
        goneAfter(Risk.LOSES_DATA);
    }

    @Test
    void aViewWhereATableShouldBe() {
        given("drop table parts cascade", "create view parts as select 1 as id");
        assertThat(db.schema().diff(Workshop.Part.class)).singleElement().satisfies(change -> {
            assertThat(change.risk()).isEqualTo(Risk.BY_HAND);
            assertThat(change.kind()).isEqualTo(Change.Kind.REPLACE_RELATION);
        });
    }

    @Test
    void onlyOneProgramAtATime() throws SQLException {
        given("alter table orders alter state drop default");
        List<Change> changes = db.schema().diff(Workshop.ALL);
        try (Connection other = SERVER.connect(db.sql("select current_database()").one(String.class)); Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(1279413575, hashtext('public'))");
            assertThatThrownBy(() -> db.schema().apply(changes, Risk.SAFE, Duration.ofMillis(200))).isInstanceOf(LockNotAvailable.class)
                    .hasMessageContaining("another program");
            statement.execute("select pg_advisory_unlock_all()");
            statement.execute("begin; lock table orders");
            assertThatThrownBy(() -> db.schema().apply(changes, Risk.SAFE, Duration.ofMillis(200))).isInstanceOf(LockNotAvailable.class);
            assertThat(db.sql("show lock_timeout").one(String.class)).isEqualTo("0");
            statement.execute("rollback");
        }
        goneAfter(Risk.SAFE);
    }
}
