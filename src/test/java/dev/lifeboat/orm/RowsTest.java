package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.error.NoSuchRow;
import dev.lifeboat.orm.error.StatementRejected;
import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.query.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables known at run time: every type, every name. */
class RowsTest extends FreshDatabase {
    private void run(String... statements) {
        Stream.of(statements).forEach(s -> db.sql(s).run());
    }

    @Test
    void valuesAreTruthful() {
        run("create schema \"Ümlaut schema\"", "create type \"Ümlaut schema\".\"Mood\" as enum ('glad', 'so so')",
                "create type point3 as (x int, y text)", "create domain code as char(4)",
                """
                create table "Ümlaut schema"."T" (id int primary key, n numeric(20,5), t text, c char(5), cc code, b bytea,
                j jsonb, a text[], aa int[], m "Ümlaut schema"."Mood", ms "Ümlaut schema"."Mood"[], p point3, d date,
                ts timestamptz, u uuid, r int4range, bits bit(3), i interval, f float8, ok boolean, x xml, nn numeric, net inet)""",
                """
                insert into "Ümlaut schema"."T" values (1, 1234567890.12345, '', 'ab', 'x', '\\xdead', '{"a": [1, null]}',
                '{a,"b,c",NULL,"NULL"}', '{{1,2},{3,4}}', 'so so', '{glad,"so so"}', '(1,"a,b")', '2024-02-29',
                '2024-01-01 12:00:00+02', '00000000-0000-0000-0000-000000000001', '[1,5)', '101', '1 mon 2 days 03:00',
                0.1, true, '<a/>', 'NaN', '10.0.0.1/24')""",
                "insert into \"Ümlaut schema\".\"T\" (id, d) values (2, 'infinity')");
        Rows rows = db.rows("Ümlaut schema", "T");
        Row row = rows.where(rows.table().col("id").eq("1")).one();
        assertThat(row.value("n")).contains(new BigDecimal("1234567890.12345"));
        assertThat(row.text("t")).contains("");
        assertThat(row.isNull("t")).isFalse();
        assertThat(row.text("c")).contains("ab   ");
        assertThat(row.text("cc")).contains("x   ");
        assertThat(row.value("b").map(b -> (byte[]) b).orElseThrow()).containsExactly(0xde, 0xad);
        assertThat(row.text("j")).contains("{\"a\": [1, null]}");
        assertThat(row.text("a")).contains("{a,\"b,c\",NULL,\"NULL\"}");
        assertThat(row.text("aa")).contains("{{1,2},{3,4}}");
        assertThat(row.text("m")).contains("so so");
        assertThat(row.text("p")).contains("(1,\"a,b\")");
        assertThat(row.value("d")).contains(LocalDate.of(2024, 2, 29));
        assertThat(row.value("ts")).contains(Instant.parse("2024-01-01T10:00:00Z"));
        assertThat(row.value("u")).contains(new UUID(0, 1));
        assertThat(row.text("bits")).contains("101");
        assertThat(row.value("nn")).contains("NaN");
        assertThat(row.value("f")).contains(0.1);
        Row second = rows.where(rows.table().col("id").eq("2")).one();
        assertThat(second.isNull("t")).isTrue();
        assertThat(second.value("t")).isEmpty();
        assertThat(second.value("d")).contains(LocalDate.MAX);
        for (DynamicColumn column : rows.table().all()) {
            boolean equalExists = !List.of("x").contains(column.name());
            if (equalExists) {
                assertThat(rows.where(rows.table().col(column.name()).eq(row.text(column.name()).orElseThrow())).one())
                        .as(column.name()).isEqualTo(row);
            }
            assertThat(rows.where(rows.table().col(column.name()).containsIgnoringCase("no such text")).list()).isEmpty();
            assertThat(rows.orderBy(rows.table().col("id").asc()).page(1).rows()).containsExactly(row);
        }
        assertThat(rows.where(rows.table().col("m").in(List.of("glad", "so so"))).list()).hasSize(1);
        assertThatThrownBy(() -> rows.where(rows.table().col("x").eq("<a/>")).list()).isInstanceOf(StatementRejected.class);
        assertThat(rows.insert(copy(rows, row, "3")).text("cc")).contains("x   ");
        assertThat(rows.count()).isEqualTo(3);
    }

    private static List<dev.lifeboat.orm.query.Assignment<Row>> copy(Rows rows, Row row, String id) {
        return rows.table().all().stream().map(c -> rows.table().col(c.name()).to(
                c.name().equals("id") ? id : row.text(c.name()).orElseThrow())).toList();
    }

    @Test
    void namesAndValuesMayHoldAnything() {
        String table = "we\"ird '; drop table x; -- ünd 🚢";
        String column = "\"select\" 'x'; --?";
        run("create table x (id int)", "create table " + Names.quoted(table) + " (" + Names.quoted(column) + " text primary key)");
        Rows rows = db.rows("public", table);
        for (String value : List.of("'; drop table x; --", "$1", "?", ":name", "\\", "%", "ü🚢", "\u0001")) {
            Row row = rows.insert(List.of(rows.table().col(column).to(value)));
            assertThat(row.text(column)).contains(value);
            assertThat(rows.where(rows.table().col(column).eq(value)).one()).isEqualTo(row);
            assertThat(rows.where(rows.table().col(column).contains(value)).list()).contains(row);
        }
        assertThat(rows.page(3).next()).isPresent();
        assertThat(db.rows("public", "x").count()).isZero();
        assertThatThrownBy(() -> db.rows("public", "x\"; drop table x")).isInstanceOf(UnknownName.class);
        assertThatThrownBy(() -> rows.table().col("nope")).isInstanceOf(UnknownName.class);
    }

    @Test
    void rowsAreChangedByKey() {
        run("create table t (id serial primary key, a varchar(3) not null default 'd', n int, twice int generated always as (n * 2) stored)");
        Rows rows = db.rows("public", "t");
        DynamicTable t = rows.table();
        assertThat(t.all()).extracting(DynamicColumn::computed).containsExactly(false, false, false, true);
        Row first = rows.insert(List.of());
        assertThat(first.text("a")).contains("d");
        assertThat(first.isNull("n")).isTrue();
        Row changed = rows.update(first.key(), List.of(t.col("n").to("21"), t.col("a").to("abc")));
        assertThat(changed.value("twice")).contains(42);
        assertThat(rows.update(first.key(), List.of(t.col("n").toNull())).isNull("n")).isTrue();
        assertThatThrownBy(() -> rows.update(first.key(), List.of(t.col("a").to("abcd")))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> rows.update(first.key(), List.of(t.col("n").to("twelve"))))
                .isInstanceOf(InvalidValue.class).hasMessage("invalid input syntax for type integer");
        assertThat(rows.where(first.key().condition()).where(t.col("a").eq("old")).update(t.col("n").to("1"))).isZero();
        assertThat(rows.delete(first.key())).isTrue();
        assertThat(rows.delete(first.key())).isFalse();
        assertThatThrownBy(() -> rows.update(first.key(), List.of(t.col("n").to("1")))).isInstanceOf(NoSuchRow.class);
        assertThatThrownBy(() -> new RowKey(t, Map.of("n", "1"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUniqueIndexWithoutNullIsAKeyAndOthersAreNot() {
        run("create table t (a int not null unique, b int unique, c int)", "create unique index on t (c) where c > 0");
        assertThat(db.table("public", "t").keyColumns()).containsExactly("a");
        run("create table s (b int unique, c int not null)", "create unique index on s (abs(c))");
        assertThat(db.table("public", "s").keyColumns()).isEmpty();
        run("create table nothing ()", "insert into nothing default values");
        assertThat(db.rows("public", "nothing").page(5).rows()).hasSize(1);
    }

    @Test
    void inheritedAndPartitionedTablesWithoutAKeyShowEveryRowOnce() {
        run("create table parent (n int)", "create table child () inherits (parent)",
                "insert into parent select generate_series(1, 30)", "insert into child select generate_series(31, 60)",
                "create table parts (n int) partition by range (n)", "create table part1 partition of parts for values from (0) to (30)",
                "create table part2 partition of parts for values from (30) to (99)", "insert into parts select generate_series(1, 60)");
        for (String name : List.of("parent", "parts")) {
            Rows rows = db.rows("public", name);
            Query<Row> sorted = rows.orderBy(rows.table().col("n").asc());
            var page = sorted.page(25);
            int seen = page.rows().size();
            while (page.next().isPresent()) {
                page = sorted.page(25, page.next().get());
                seen += page.rows().size();
            }
            assertThat(seen).as(name).isEqualTo(60);
            assertThat(page.rows().getLast().value("n")).isEqualTo(Optional.of(60));
        }
    }

    @Test
    void theEstimateComesFromTheLastAnalyze() {
        run("create table t (n int)", "insert into t select generate_series(1, 1234)", "create view v as select * from t");
        assertThat(db.rows("public", "v").estimatedCount()).isEmpty();
        run("analyze t");
        assertThat(db.rows("public", "t").estimatedCount()).hasValue(1234);
    }
}
