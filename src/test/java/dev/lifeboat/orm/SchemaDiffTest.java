package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.error.LockNotAvailable;
import dev.lifeboat.orm.error.PermissionDenied;
import dev.lifeboat.orm.schema.Applied;
import dev.lifeboat.orm.schema.Change;
import dev.lifeboat.orm.schema.Risk;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each difference is made by hand, told exactly, and gone after what was told has been run. */
class SchemaDiffTest extends SchemaDifference {
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
            assertThatThrownBy(() -> db.schema().diff(Workshop.ALL)).isInstanceOf(LockNotAvailable.class);
            assertThat(db.sql("show lock_timeout").one(String.class)).isEqualTo("0");
            statement.execute("rollback");
        }
        goneAfter(Risk.SAFE);
    }
}
