package dev.lifeboat.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of a read-only session that a person could try, as a superuser, whom no privilege stops. */
class ReadOnlyConsoleTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "delete from t",
        "set default_transaction_read_only = off; delete from t",
        "set session characteristics as transaction read write; delete from t",
        "begin read write; delete from t; commit",
        "start transaction read write; delete from t; commit",
        "begin; set transaction read write; delete from t; commit",
        "begin; select set_config('transaction_read_only', 'off', true); delete from t; commit",
        "begin; select 1; commit and chain; set transaction read write; delete from t; commit",
        "begin; rollback and chain; set transaction read write; delete from t; commit",
        "begin; savepoint a; set transaction read write; delete from t; commit",
        "begin; savepoint a; select 1/0; rollback to a; set transaction read write; delete from t; commit",
        "set transaction_read_only = off; delete from t",
        "select set_config('transaction_read_only', 'off', false); delete from t",
        "with gone as (delete from t returning 1) select * from gone",
        "explain analyze delete from t",
        "do $$ begin perform set_config('transaction_read_only', 'off', true); delete from t; end $$",
        "do $$ begin commit; set transaction read write; delete from t; end $$",
        "do $$ begin rollback; perform set_config('default_transaction_read_only', 'off', false); commit; delete from t; end $$",
        "call escape()",
        "begin read write; call escape(); commit",
        "select writer()",
        "prepare p as delete from t; execute p",
        "declare c cursor with hold for select writer(); fetch all from c",
        "begin read write; declare c cursor with hold for select writer(); commit; fetch all from c",
        "truncate t", "drop table t", "alter table t add b int", "copy t from '/etc/hostname'", "select nextval('s')",
        "commit; delete from t", "rollback; delete from t", "end transaction; delete from t",
        "alter system set default_transaction_read_only = off; delete from t",
        "alter database postgres set default_transaction_read_only = off",
        "reset default_transaction_read_only; delete from t", "reset all; delete from t", "discard all; delete from t",
        "set standard_conforming_strings = off; select 'a\\'; commit; delete from t; --'",
        "set session authorization default; delete from t"})
    void nothingIsChanged(String script) throws SQLException {
        String database = SERVER.createDatabase("guarded");
        SERVER.execute(database, "create table t(a int)", "insert into t values (1)", "create sequence s",
                "create function writer() returns int language sql as 'delete from t; select 1'",
                "create procedure escape() language plpgsql as $$ begin commit; set transaction read write; delete from t; commit; end $$");
        try (ConsoleSession session = ConsoleSession.open(SERVER.server(folder), database, true)) {
            var reports = SqlScript.of(script).statements().stream().map(statement -> session.run(statement, 100)).toList();
            assertThat(reports).as("the server refuses something of it").anyMatch(report -> report.trouble().isPresent());
            assertThat(ConsoleSessionTest.run(session, "rollback", 1).trouble()).isEmpty();
        }
        try (var connection = SERVER.connect(database); var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*), (select is_called from s), (select count(*) from pg_attribute where attrelid = 't'::regclass and attnum > 0) from t")) {
            rows.next();
            assertThat(Arrays.asList(rows.getInt(1), rows.getBoolean(2), rows.getInt(3))).containsExactly(1, false, 1);
        }
    }

    /** The driver cuts by its own rules: where they differ from ours, nothing may slip through between them. */
    @Test
    void severalStatementsInOneAreRefused() throws SQLException {
        String database = SERVER.createDatabase("joined");
        SERVER.execute(database, "create table t(a int)", "insert into t values (1)");
        try (ConsoleSession session = ConsoleSession.open(SERVER.server(folder), database, true)) {
            String text = "commit; delete from t";
            var joined = new SqlStatement(text, 0, text.length(), SqlToken.scan(text), text);
            assertThat(session.run(joined, 1).trouble().orElseThrow().message()).contains("one statement");
        }
    }

    @Test
    void readingGoesOnAsUsual() throws SQLException {
        String database = SERVER.createDatabase("read");
        try (ConsoleSession session = ConsoleSession.open(SERVER.server(folder), database, true)) {
            assertThat(ConsoleSessionTest.run(session, "set search_path to pg_catalog", 1).trouble()).isEmpty();
            assertThat(session.searchPath()).isEqualTo("pg_catalog");
            var report = ConsoleSessionTest.run(session, "select i from generate_series(1, 2000) i", 1000);
            assertThat(((StatementReport.Rows) report.results().getFirst()).more()).isTrue();
            assertThat(ConsoleSessionTest.run(session, "begin", 1).trouble()).isEmpty();
            assertThat(ConsoleSessionTest.run(session, "select 1", 1).trouble()).isEmpty();
            assertThat(session.explain(SqlScript.of("select 1").statements().getFirst(), true).trouble()).isEmpty();
            assertThat(ConsoleSessionTest.run(session, "commit", 1).trouble()).isEmpty();
            assertThat(session.transaction()).isEqualTo(ConsoleSession.Transaction.NONE);
        }
    }
}
