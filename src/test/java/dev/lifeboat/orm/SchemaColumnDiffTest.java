package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Computed;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.PgEnum;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.error.NotNullViolation;
import dev.lifeboat.orm.schema.Applied;
import dev.lifeboat.orm.schema.Change;
import dev.lifeboat.orm.schema.Risk;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Differences of columns and of enum types. */
class SchemaColumnDiffTest extends SchemaDifference {
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
    void embeddedColumns() {
        given("alter table depots drop column home_street, drop column back_street, alter column number type bigint",
                "alter table depots drop constraint depots_pkey cascade, add primary key (number, region)", "alter type \"Old Works\".kind rename to other");
        assertThat(diff()).containsExactly(
                "SAFE create type \"Old Works\".\"kind\" as enum ('bus', 'van')",
                "BY_HAND alter table \"deliveries\" alter column \"kind\" type \"Old Works\".kind using \"kind\"::\"Old Works\".kind",
                "BY_HAND alter table \"deliveries\" alter column \"kind\" set default 'van'::\"Old Works\".kind",
                "LOSES_DATA alter table \"depots\" alter column \"number\" type integer",
                "BY_HAND alter table \"depots\" add column \"home_street\" text;\nupdate \"depots\" set \"home_street\" = ...;\nalter table \"depots\" alter column \"home_street\" set not null",
                "SAFE alter table \"depots\" add column \"back_street\" text",
                "BY_HAND alter table \"depots\" drop constraint \"depots_pkey\", add constraint \"depots_pkey\" PRIMARY KEY (region, number)",
                "BY_HAND alter table \"depots\" add UNIQUE (home_street, number)",
                "BY_HAND create index on \"depots\" (home_street)",
                "LOCKS create index on \"depots\" (back_street)",
                "LOCKS alter table \"deliveries\" add FOREIGN KEY (region, depot) REFERENCES public.depots(region, number) ON DELETE CASCADE");
    }

    @PgEnum("tension")
    enum Low { LOW }

    @PgEnum("tension")
    enum LowAndHigh { LOW, HIGH }

    @Table("moods")
    record Calm(@Id int id, Low tension) {}

    @Table("moods")
    record Tense(@Id int id, @Default("'high'") LowAndHigh tension) {}

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
}
