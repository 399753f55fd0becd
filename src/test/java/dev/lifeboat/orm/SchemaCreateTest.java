package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.error.CheckViolation;
import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.error.StatementCancelled;
import dev.lifeboat.orm.error.StatementRejected;
import dev.lifeboat.orm.error.UniqueViolation;
import dev.lifeboat.orm.schema.Change;
import dev.lifeboat.orm.schema.Risk;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the catalog says after creation, written down by hand. */
class SchemaCreateTest extends SharedDatabase {
    @BeforeAll
    static void create() {
        db.schema().create(Workshop.ALL);
    }

    private static List<String> texts(String sql) {
        return db.sql(sql).as(String.class);
    }

    @Test
    void foreignKeysOfEveryKindAlsoInRings() {
        assertThat(texts("select conrelid::regclass || ': ' || pg_get_constraintdef(oid) from pg_constraint where contype = 'f'"))
                .containsExactlyInAnyOrder(
                        "orders: FOREIGN KEY (customer_id) REFERENCES customers(id) ON DELETE CASCADE",
                        "orders: FOREIGN KEY (follows) REFERENCES orders(id) ON DELETE SET NULL",
                        "orders: FOREIGN KEY (main_part) REFERENCES parts(id) DEFERRABLE INITIALLY DEFERRED",
                        "parts: FOREIGN KEY (customer_id, order_number) REFERENCES orders(customer_id, number) ON DELETE CASCADE",
                        "parts: FOREIGN KEY (held_by) REFERENCES orders(id) ON DELETE SET DEFAULT",
                        "deliveries: FOREIGN KEY (region, depot) REFERENCES depots(region, number) ON DELETE CASCADE",
                        "\"Old Works\".orders: FOREIGN KEY (now) REFERENCES orders(id) ON DELETE RESTRICT");
    }

    @Test
    void indexesOfEveryKind() {
        assertThat(texts("select indexdef from pg_indexes where schemaname = 'public' and indexname !~ '_(key|pkey)$'")).containsExactlyInAnyOrder(
                "CREATE UNIQUE INDEX customers_lower_idx ON public.customers USING btree (lower(email))",
                "CREATE INDEX depots_home_street_idx ON public.depots USING btree (home_street)",
                "CREATE INDEX depots_back_street_idx ON public.depots USING btree (back_street)",
                "CREATE INDEX depots_home_city_number_idx ON public.depots USING btree (home_city, number DESC)",
                "CREATE INDEX customers_details_idx ON public.customers USING gin (details jsonb_path_ops)",
                "CREATE INDEX customers_name_created_at_day_idx ON public.customers USING btree (name text_pattern_ops, created_at_day DESC NULLS LAST) WHERE ((credit > (0)::numeric) AND (details ? 'vip'::text))",
                "CREATE UNIQUE INDEX parts_serial_number_idx ON public.parts USING btree (serial_number) WHERE (deleted_at IS NULL)");
    }

    @Test
    void typesIdentitiesAndComputedColumns() {
        assertThat(texts("select typname::text || ': ' || enum_range(null::urgency)::text from pg_type where typname = 'urgency'"))
                .containsExactly("urgency: {low,\"it's late\",high}");
        assertThat(texts("""
                select attname::text || ' ' || format_type(atttypid, atttypmod) || ' ' || attidentity::text || attgenerated::text from pg_attribute
                where attrelid in ('orders'::regclass, 'customers'::regclass) and (attidentity <> '' or attgenerated <> '' or atttypid::regtype::text like 'urgency%')"""))
                .containsExactlyInAnyOrder("id bigint d", "created_at_day integer s", "id integer a", "urgency urgency ", "before urgency[] ");
        db.sql("insert into customers (email, name, details) values ('A@x', 'Anna', '{}')").run();
        assertThat(db.sql("select created_at_day from customers where email = 'A@x'").one(Integer.class)).isEqualTo(8);
        assertThatThrownBy(() -> db.sql("insert into customers (email, name, details) values ('a@X', 'Anna', '{}')").run()).isInstanceOf(UniqueViolation.class);
        assertThatThrownBy(() -> db.sql("insert into customers (email, name, details, credit) values ('b', 'b', '{}', -1)").run()).isInstanceOf(CheckViolation.class);
        assertThatThrownBy(() -> db.sql("insert into orders (id, customer_id, urgency) select 1, id, 'low' from customers").run()).isInstanceOf(StatementRejected.class);
    }

    @Test
    void embeddedColumnsAndKeysOfSeveralColumns() {
        assertThat(texts("""
                select attname::text || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then '' else '?' end from pg_attribute
                where attrelid = 'depots'::regclass and attnum > 0 order by attnum""")).containsExactly(
                        "region text", "number integer", "home_street text", "home_city text?", "back_street text?", "back_city text?");
        assertThat(texts("select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'depots'::regclass and contype in ('p', 'u')"))
                .containsExactlyInAnyOrder("PRIMARY KEY (region, number)", "UNIQUE (home_street, number)");
        assertThat(texts("select pg_get_expr(adbin, adrelid) || ' ' || format_type(atttypid, -1) from pg_attrdef join pg_attribute on attrelid = adrelid and attnum = adnum where adrelid = 'deliveries'::regclass"))
                .containsExactly("'van'::\"Old Works\".kind \"Old Works\".kind");
    }

    @Test
    void oneFunctionForEachSchemaTouchesAllItsTables() {
        assertThat(texts("select tgrelid::regclass || ' ' || tgfoid::regproc from pg_trigger where not tgisinternal")).containsExactlyInAnyOrder(
                "customers touch_changed_at", "orders touch_changed_at", "\"Old Works\".orders \"Old Works\".touch_changed_at");
        assertThat(db.schema().statements(Workshop.ALL).stream().filter(sql -> sql.startsWith("create or replace function"))).hasSize(2);
    }

    @Test
    void softDeletedRowsDoNotBlockNewOnes() {
        db.tx(() -> {
            db.sql("insert into customers (id, email, name, details) values (50, 'p', 'p', '{}')").run();
            db.sql("insert into orders (id, customer_id, number, urgency) overriding system value values (7, 50, 1, 'low')").run();
            db.sql("insert into parts (customer_id, order_number, serial_number, deleted_at) values (50, 1, 's', now())").run();
            db.sql("insert into parts (customer_id, order_number, serial_number) values (50, 1, 's')").run();
            return null;
        });
        assertThatThrownBy(() -> db.sql("insert into parts (customer_id, order_number, serial_number) values (50, 1, 's')").run())
                .isInstanceOf(UniqueViolation.class);
        // The deferred key lets a ring be closed before its other half is there.
        db.tx(() -> {
            db.sql("update orders set main_part = 900").run();
            db.sql("insert into parts (id, customer_id, order_number, serial_number) values (900, 50, 1, 't')").run();
            return null;
        });
        assertThat(db.sql("select count(*) from orders where main_part = 900").one(Long.class)).isEqualTo(1);
    }

    @Test
    void theDatabasesTimeLimitHoldsHereToo() {
        Change slow = new Change(Change.Kind.CREATE_INDEX, "", "", "select pg_sleep(60)", "", Risk.SAFE);
        assertThatThrownBy(() -> db.timeLimit(Duration.ofSeconds(1)).schema().apply(List.of(slow), Risk.SAFE)).isInstanceOf(StatementCancelled.class);
    }

    @Table("bad")
    @Index({"(lower(name))", "nothing desc"})
    @References(value = Shop.Post.class, from = {"id", "nobody"}, to = "id")
    record Bad(@Id int id, String name) {}

    @Test
    void mistakesInKeysAndIndexesAreToldTogether() {
        assertThatThrownBy(() -> db.schema().statements(Bad.class)).isInstanceOfSatisfying(MappingMistake.class, e -> assertThat(e.mistakes())
                .containsExactly("@Index on the record names nothing, which is no component",
                        "@References on the record names nobody, which is no component",
                        "@References on the record has 2 components from and 1 to"));
    }

    @Test
    void aTableThatIsThereAlreadyStopsAllOfIt() throws SQLException {
        try (Db fresh = TestDb.fresh(SERVER)) {
            fresh.sql("create table parts (id int)").run();
            assertThatThrownBy(() -> fresh.schema().create(Workshop.ALL)).isInstanceOf(StatementRejected.class).hasMessageContaining("parts");
            assertThat(fresh.sql("select count(*) from pg_tables where schemaname in ('public', 'Old Works')").one(Long.class)).isEqualTo(1);
        }
    }
}
