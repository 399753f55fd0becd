package dev.lifeboat.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.console.ConsoleSession.Transaction;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConsoleSessionTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private String database;
    private ConsoleSession session;

    @BeforeEach
    void connect() throws Exception {
        database = SERVER.createDatabase("console");
        SERVER.execute(database, "create table t(id int primary key, name text)", "insert into t values (1, 'Ada'), (2, null)");
        session = ConsoleSession.open(SERVER.server(folder), database, false);
    }

    @AfterEach
    void close() {
        session.close();
    }

    private StatementReport run(String sql) {
        return run(session, sql, 1000);
    }

    static StatementReport run(ConsoleSession session, String sql, int limit) {
        return session.run(SqlScript.of(sql).statements().getFirst(), limit);
    }

    private static StatementReport.Rows rows(StatementReport report) {
        assertThat(report.trouble()).isEmpty();
        return (StatementReport.Rows) report.results().getFirst();
    }

    private String elsewhere(String sql) {
        try (Session other = SERVER.server(folder).session(database)) {
            return other.first(sql, row -> row.getString(1)).orElse(null);
        }
    }

    @Test
    void rowsComeWithTheirColumnsAndNullApartFromNothing() {
        var rows = rows(run("select id, name, ''::text as nothing, '\\x00ff'::bytea b, array[1,2] a from t order by id"));
        assertThat(rows.columns()).extracting(column -> column.name() + " " + column.type())
                .containsExactly("id integer", "name text", "nothing text", "b bytea", "a integer[]");
        assertThat(rows.rows().get(1).get(1)).isEqualTo(ConsoleValue.NULL);
        assertThat(rows.rows().get(1).get(2).text()).isEmpty();
        assertThat(rows.rows().getFirst().get(3)).isEqualTo(new ConsoleValue("00ff", false, 2));
        assertThat(rows.rows().getFirst().get(4).text()).isEqualTo("{1,2}");
        assertThat(session.transaction()).isEqualTo(Transaction.NONE);
        assertThat(session.holdsRows()).isFalse();
    }

    @Test
    void whatChangesRowsSaysHowManyAndIsCommittedByItself() {
        assertThat(run("update t set name = 'x'").results()).containsExactly(new StatementReport.Changed(2));
        assertThat(elsewhere("select count(*) from t where name = 'x'")).isEqualTo("2");
        assertThat(run("create table u()").results()).containsExactly(new StatementReport.Changed(0));
        assertThat(run("vacuum t").trouble()).isEmpty();
    }

    @Test
    void manyRowsAreReadInPortions() {
        var first = rows(run("select i from generate_series(1, 2500) i"));
        assertThat(first.rows()).hasSize(1000);
        assertThat(first.more()).isTrue();
        assertThat(session.holdsRows()).isTrue();
        var second = rows(session.more(1000));
        assertThat(second.rows().getFirst().getFirst().text()).isEqualTo("1001");
        var last = rows(session.more(1000));
        assertThat(last.rows()).hasSize(500);
        assertThat(last.more()).isFalse();
        assertThat(elsewhere("select state from pg_stat_activity where pid = " + session.serverProcess())).isEqualTo("idle");
    }

    @Test
    void rowsThatAreNotWantedAnyMoreKeepNoTransactionOpen() {
        run("select i from generate_series(1, 2500) i");
        assertThat(elsewhere("select state from pg_stat_activity where pid = " + session.serverProcess())).isEqualTo("idle in transaction");
        assertThat(session.transaction()).isEqualTo(Transaction.NONE);
        session.releaseRows();
        assertThat(elsewhere("select state from pg_stat_activity where pid = " + session.serverProcess())).isEqualTo("idle");
        run("select i from generate_series(1, 2500) i");
        assertThat(rows(run("select 1")).rows()).hasSize(1);
    }

    @Test
    void whatReturnsTheRowsItMadeIsDoneWholeAtOnce() {
        var rows = rows(run("insert into t select i from generate_series(10, 3009) i returning id"));
        assertThat(rows.rows()).hasSize(1000);
        assertThat(rows.left()).isEqualTo(2000);
        assertThat(session.holdsRows()).isFalse();
        assertThat(elsewhere("select count(*) from t")).isEqualTo("3002");
    }

    @Test
    void largeValuesComeCut() {
        var rows = rows(run("select repeat('x', 3000000), 'small' from generate_series(1, 12)"));
        assertThat(rows.rows()).hasSize(12);
        assertThat(rows.rows().getFirst().getFirst().cut()).isTrue();
        assertThat(rows.rows().getFirst().getFirst().text()).hasSize(1 << 20);
        assertThat(rows.rows().getLast().get(1).text()).isEqualTo("small");
    }

    @Test
    void aRowThatIsTooLargeIsRefusedWithAReason() {
        var trouble = run("select repeat('x', 120000000)").trouble().orElseThrow();
        assertThat(trouble.message()).contains("too large");
        assertThat(trouble.hint()).isPresent();
    }

    @Test
    void theTransactionThatThePersonBeginsStaysUntilItIsEnded() {
        run("begin");
        assertThat(session.transaction()).isEqualTo(Transaction.OPEN);
        run("update t set name = 'x'");
        run("select i from generate_series(1, 5000) i");
        assertThat(session.transaction()).isEqualTo(Transaction.OPEN);
        assertThat(elsewhere("select count(*) from t where name = 'x'")).isEqualTo("0");
        assertThat(run("select 1/0").trouble().orElseThrow().sqlState()).isEqualTo("22012");
        assertThat(session.transaction()).isEqualTo(Transaction.FAILED);
        assertThat(run("select 1").trouble().orElseThrow().sqlState()).isEqualTo("25P02");
        run("rollback");
        assertThat(session.transaction()).isEqualTo(Transaction.NONE);
        run("begin");
        run("update t set name = 'y'");
        run("commit");
        assertThat(elsewhere("select count(*) from t where name = 'y'")).isEqualTo("2");
        // What cannot run in a transaction block runs again.
        assertThat(run("vacuum t").trouble()).isEmpty();
    }

    @Test
    void settingsAndTemporaryTablesLast() {
        run("create temp table mine as select 1 a");
        assertThat(rows(run("select * from mine")).rows()).hasSize(1);
        run("set search_path to pg_catalog, public");
        assertThat(session.searchPath()).isEqualTo("pg_catalog, public");
        session.setSearchPath("\"we'ird\", public");
        assertThat(session.searchPath()).isEqualTo("\"we'ird\", public");
    }

    @Test
    void anErrorSaysWhere() {
        var statement = SqlScript.of("select 1;\n  /* 📦 */ select '📦', nme from t").statements().getLast();
        var trouble = session.run(statement, 10).trouble().orElseThrow();
        assertThat(trouble.sqlState()).isEqualTo("42703");
        assertThat(statement.text().substring(trouble.at().orElseThrow())).startsWith("nme");
        assertThat(trouble.hint().orElseThrow()).contains("name");
        assertThat(run("insert into t values (1)").trouble().orElseThrow().detail().orElseThrow()).contains("(id)=(1)");
        assertThat(session.transaction()).isEqualTo(Transaction.NONE);
    }

    @Test
    void noticesComeInTheirOrder() {
        var report = run("do $$ begin raise notice 'one'; raise warning 'two' using hint = 'three'; end $$");
        assertThat(report.messages()).extracting(StatementReport.Message::severity).containsExactly("NOTICE", "WARNING");
        assertThat(report.messages()).extracting(StatementReport.Message::text).containsExactly("one", "two");
        assertThat(report.messages().getLast().hint()).contains("three");
        run("listen news");
        assertThat(run("notify news, 'hello'").messages()).extracting(StatementReport.Message::text).containsExactly("news: hello");
    }

    @Test
    void aPsqlCommandIsRefusedWithoutAskingTheServer() {
        assertThat(run("\\dt").trouble().orElseThrow().message()).contains("psql");
    }

    @Test
    void questionMarksAreOperators() {
        assertThat(rows(run("select '{\"a\": 1}'::jsonb ? 'a'")).rows().getFirst().getFirst().text()).isEqualTo("t");
        assertThat(rows(run("select '{d 2020-01-01}'")).rows().getFirst().getFirst().text()).isEqualTo("{d 2020-01-01}");
    }

    @Test
    void aStoppedStatementHasEndedAtTheServer() throws Exception {
        var running = CompletableFuture.supplyAsync(() -> run("select pg_sleep(60)"));
        untilActive(session);
        assertThat(session.stop()).isInstanceOf(StopReport.Stopped.class);
        assertThat(running.get().trouble().orElseThrow().cancelled()).isTrue();
        assertThat(elsewhere("select state from pg_stat_activity where pid = " + session.serverProcess())).isEqualTo("idle");
        assertThat(session.stop()).isInstanceOf(StopReport.Finished.class);
        assertThat(rows(run("select 1")).rows()).hasSize(1);
    }

    @Test
    void aStatementThatCannotBeStoppedIsSaidToRunStill() throws Exception {
        run("create function stubborn() returns void language plpgsql as $$ begin "
                + "for i in 1..70 loop begin perform pg_sleep(0.1); exception when query_canceled then null; end; end loop; end $$");
        var running = CompletableFuture.supplyAsync(() -> run("select stubborn()"));
        untilActive(session);
        assertThat(session.stop()).isInstanceOf(StopReport.StillRuns.class);
        session.abandon();
        assertThat(running.get().trouble().orElseThrow().lost()).isTrue();
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void aConnectionThatTheServerEndsIsSaidToBeLost() {
        run("begin");
        elsewhere("select pg_terminate_backend(" + session.serverProcess() + ", 5000)");
        assertThat(run("select 1").trouble().orElseThrow().lost()).isTrue();
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void analyzeLeavesNothingBehind() {
        var report = session.explain(SqlScript.of("delete from t").statements().getFirst(), true);
        assertThat(rows(report).rows().getFirst().getFirst().text()).contains("\"Actual Rows\"");
        assertThat(elsewhere("select count(*) from t")).isEqualTo("2");
        run("begin");
        run("update t set name = 'x'");
        session.explain(SqlScript.of("delete from t").statements().getFirst(), true);
        assertThat(session.explain(SqlScript.of("select nme from t").statements().getFirst(), false).trouble().orElseThrow().at().orElseThrow()).isEqualTo(7);
        assertThat(session.transaction()).isEqualTo(Transaction.OPEN);
        run("commit");
        assertThat(elsewhere("select count(*) from t where name = 'x'")).isEqualTo("2");
    }

    static void untilActive(ConsoleSession session) throws Exception {
        List<String> seen = new ArrayList<>();
        while (!seen.contains("active")) {
            try (var other = SERVER.connect("postgres"); var statement = other.createStatement();
                    var rows = statement.executeQuery("select state from pg_stat_activity where pid = " + session.serverProcess())) {
                while (rows.next()) {
                    seen.add(rows.getString(1));
                }
            }
            Thread.sleep(20);
        }
    }
}
