package dev.lifeboat.ui.browser.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.console.SqlScript;
import dev.lifeboat.engine.console.StatementRows;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.read.SortBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is exported is all there is, and comes back as it was. */
class ExportTest {
    private static final RowForm.Csv CSV = new RowForm.Csv(',', true, "", false);
    private static final String HARD = "We\"ird, table";

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private Exporting exporting;
    private String database;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        exporting = new Exporting(SERVER, folder);
        database = SERVER.createDatabase("export");
        file = folder.resolve("out");
    }

    @AfterEach
    void close() {
        exporting.queue.close();
    }

    @Test
    void csvIsReadBackByTheServerAsItWas() throws Exception {
        SERVER.execute(database, Exporting.HARD);
        for (var form : List.of(CSV, new RowForm.Csv(';', true, "NULL", false), new RowForm.Csv('\t', true, "\\N", false))) {
            var done = exporting.jobs.export(exporting.all(database, exporting.table(database, HARD)), form, file).await();
            assertThat(done).isEqualTo(new Exported(7, Files.size(file)));
            String columns = "id, words, padded, amount, real8, flag, doc, plain, raw, list, texts, day, moment, span, net, m, r, u, money";
            SERVER.execute(database, "drop table if exists back; create table back as select " + columns + ", 0::bigint as twice from \"We\"\"ird, table\" where false");
            try (var connection = SERVER.connect(database); var in = Files.newInputStream(file)) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy back from stdin with (format csv, header, delimiter E'"
                        + (form.delimiter() == '\t' ? "\\t" : form.delimiter()) + "', null '" + form.nullText() + "')", in);
            }
            assertThat(differences("back")).isZero();
        }
        assertThat(leftBeside()).containsExactly("out");
    }

    @Test
    void jsonIsReadByJackson() throws Exception {
        SERVER.execute(database, Exporting.HARD);
        var table = exporting.table(database, HARD);
        exporting.jobs.export(exporting.all(database, table), new RowForm.Json(false), file).await();
        var rows = new JsonMapper().readTree(Files.readString(file));
        check(rows);
        exporting.jobs.export(exporting.all(database, table), new RowForm.Json(true), file).await();
        var lines = Files.readAllLines(file);
        assertThat(lines).hasSize(7);
        check(new JsonMapper().readTree("[" + String.join(",", lines) + "]"));
    }

    private static void check(JsonNode rows) {
        assertThat(rows.size()).isEqualTo(7);
        var first = rows.get(0);
        assertThat(first.get("id").isNumber()).isTrue();
        assertThat(first.get("amount").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(first.get("flag").booleanValue()).isTrue();
        assertThat(first.get("doc").get("a").get(2).stringValue()).isEqualTo("x\ny");
        assertThat(first.get("plain").get("b").intValue()).isEqualTo(1);
        assertThat(first.get("raw").stringValue()).isEqualTo("\\x00ff4d5a");
        assertThat(first.get("list").stringValue()).isEqualTo("{1,NULL,3}");
        assertThat(first.get("twice").longValue()).isEqualTo(2);
        assertThat(rows.get(1).get("words").isNull()).isTrue();
        assertThat(rows.get(2).get("words").stringValue()).isEmpty();
        assertThat(rows.get(2).get("real8").stringValue()).isEqualTo("NaN");
        assertThat(rows.get(2).get("flag").booleanValue()).isFalse();
        assertThat(rows.get(2).get("doc").isNull()).isTrue();
        assertThat(rows.get(3).get("words").stringValue()).isEqualTo("two\r\nlines \"quoted\", it's a back\\slash \ttab ⛵😀");
        assertThat(rows.get(3).get("raw").stringValue()).hasSize(2 + 600_000);
        assertThat(rows.get(4).get("words").stringValue()).isEqualTo("sea ⛵ ".repeat(200_000));
    }

    @Test
    void insertsMakeTheSameContentInAnEmptyDatabase() throws Exception {
        SERVER.execute(database, Exporting.HARD);
        exporting.jobs.export(exporting.all(database, exporting.table(database, HARD)), new RowForm.Inserts("public", HARD, 3), file).await();
        String sql = Files.readString(file);
        assertThat(sql).contains("insert into \"public\".\"We\"\"ird, table\" (\"id\"").doesNotContain("twice");
        SERVER.execute(database, "create schema elsewhere; alter table \"We\"\"ird, table\" set schema elsewhere; create table public.\"We\"\"ird, table\"(like elsewhere.\"We\"\"ird, table\" including all)", sql,
                "create view back as select * from public.\"We\"\"ird, table\"; set search_path to elsewhere");
        assertThat(number("select count(*) from ((select t::text from public.\"We\"\"ird, table\" t except select t::text from elsewhere.\"We\"\"ird, table\" t)"
                + " union all (select t::text from elsewhere.\"We\"\"ird, table\" t except select t::text from public.\"We\"\"ird, table\" t)) d")).isZero();
        assertThat(number("select count(*) from public.\"We\"\"ird, table\"")).isEqualTo(7);
    }

    @Test
    void theFilterTheOrderAndTheColumnsOfTheGridCount() throws Exception {
        SERVER.execute(database, "create table t(id int primary key, place text, n int); insert into t select i, 'p' || i % 3, i % 2 from generate_series(1, 12) i");
        var table = exporting.table(database, "t");
        var rows = exporting.rows(database, table, List.of("place", "id"), List.of(new SortBy("n", true)), List.of(new Condition("place", Operator.EQUAL, "p1")));
        exporting.jobs.export(rows, new RowForm.Csv(';', true, "", true), file).await();
        // 1, 4, 7 and 10 are p1; the odd ones first, each half by its key.
        assertThat(Files.readString(file)).isEqualTo("\uFEFFplace;id\r\np1;1\r\np1;7\r\np1;4\r\np1;10\r\n");
        assertThat(Files.readAllBytes(file)).startsWith(0xEF, 0xBB, 0xBF);
    }

    @Test
    void aStatementIsRunAgainAndMayOnlyRead() throws Exception {
        SERVER.execute(database, "create schema other; create table other.t(id int); insert into other.t select generate_series(1, 1200); create function spoil() returns int language sql as 'delete from other.t returning 1'");
        exporting.jobs.export(query("select 1 as a, 2 as a, true as yes, '\\x00ff'::bytea as raw, null as none"), new RowForm.Json(true), file).await();
        assertThat(Files.readString(file)).isEqualTo("{\"a\": 1, \"a_2\": 2, \"yes\": true, \"raw\": \"\\\\x00ff\", \"none\": null}\n");
        var done = exporting.jobs.export(query("select * from t order by id -- all"), CSV, file).await();
        assertThat(done.rows()).isEqualTo(1200);
        assertThat(Files.readString(file)).startsWith("id\r\n1\r\n2\r\n").endsWith("\r\n1200\r\n");
        assertThatThrownBy(() -> exporting.jobs.export(query("delete from t returning id"), CSV, file).await()).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> exporting.jobs.export(query("select public.spoil()"), CSV, file).await()).isInstanceOf(Failure.DatabaseError.class).hasMessageContaining("read-only");
        assertThat(number("select count(*) from other.t")).isEqualTo(1200);
        assertThat(Files.readString(file)).endsWith("\r\n1200\r\n");
    }

    private QueryRows query(String sql) {
        return new QueryRows(new StatementRows(SERVER.server(folder), database, "other", SqlScript.of(sql).statements().getFirst()), "SQL 1");
    }

    @Test
    void oneThatIsStoppedOrFailsLeavesTheOldFile() throws Exception {
        Files.writeString(file, "old");
        SERVER.execute(database, "create table t(id int primary key); insert into t select generate_series(1, 2000000)",
                "create view breaks as select id, 1 / (150000 - id) as n from t");
        var table = exporting.table(database, "t");
        var begun = new CountDownLatch(1);
        var stopped = exporting.jobs.export(exporting.all(database, table), CSV, file);
        exporting.queue.listen(snapshot -> {
            if (snapshot.done() > 0) begun.countDown();
        });
        begun.await();
        exporting.queue.cancel(stopped.id());
        assertThatThrownBy(stopped::await).isInstanceOf(Failure.Cancelled.class);
        assertThat(leftBeside()).containsExactly("out");
        assertThat(Files.readString(file)).isEqualTo("old");

        var fails = exporting.jobs.export(exporting.all(database, exporting.table(database, "breaks")), CSV, file);
        assertThatThrownBy(fails::await).isInstanceOf(Failure.DatabaseError.class).hasMessageContaining("division by zero");
        assertThat(leftBeside()).containsExactly("out");
        assertThat(Files.readString(file)).isEqualTo("old");

        var nowhere = exporting.jobs.export(exporting.all(database, table), CSV, file.resolve("below a file"));
        assertThatThrownBy(nowhere::await).isInstanceOf(Failure.StorageFailed.class);
    }

    @Test
    void progressTellsRowsBytesAndTheEnd() throws Exception {
        SERVER.execute(database, "create table t(id int primary key); insert into t select generate_series(1, 1000)");
        var rows = exporting.all(database, exporting.table(database, "t"));
        var job = exporting.jobs.export(new GridRows(rows.open(), rows.request(), rows.columns(), OptionalLong.of(1000)), CSV, file);
        job.await();
        var end = job.snapshot();
        assertThat(end.done()).isEqualTo(1000);
        assertThat(end.total()).isEqualTo(1000);
        // "id" and 9, 90, 900 and one number of 1 to 4 digits, each with CR LF.
        assertThat(Files.size(file)).isEqualTo(4 + 9 * 3 + 90 * 4 + 900 * 5 + 6);
        assertThat(end.outcome()).contains("1,000 rows, 4.8 KiB, written to " + file);
    }

    private List<String> leftBeside() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).filter(name -> name.contains("out")).toList();
        }
    }

    private long differences(String other) throws SQLException {
        String table = "\"We\"\"ird, table\"";
        String same = "id, words, padded, amount, real8, flag, doc, plain, raw, list, texts, day, moment, span, net, m, r, u, money, twice";
        return number("with a as (select (x.*)::text as row from (select " + same + " from " + table + ") x), b as (select (x.*)::text as row from (select " + same + " from " + other + ") x)"
                + " select count(*) from ((select * from a except all select * from b) union all (select * from b except all select * from a)) d");
    }

    private long number(String sql) throws SQLException {
        try (var connection = SERVER.connect(database); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
