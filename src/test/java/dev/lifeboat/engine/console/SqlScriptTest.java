package dev.lifeboat.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

    private static List<String> cut(String text) {
        return SqlScript.of(text).statements().stream().map(SqlStatement::text).toList();
    }

    @Test
    void semicolonsEndStatementsAndEmptyOnesAreNone() {
        assertThat(cut("select 1; select 2 ;;\n ; select 3")).containsExactly("select 1", "select 2", "select 3");
        assertThat(cut(" ; -- nothing\n /* ; */ ")).isEmpty();
        assertThat(cut("")).isEmpty();
    }

    @Test
    void aSemicolonInAStringOrANameOrACommentEndsNothing() {
        assertThat(cut("select 'a;b', 'it''s; x'; select 2")).containsExactly("select 'a;b', 'it''s; x'", "select 2");
        assertThat(cut("select 1 as \"a;\"\"b\"; select 2")).containsExactly("select 1 as \"a;\"\"b\"", "select 2");
        assertThat(cut("select 1 -- a; b\n + 2; select 2")).containsExactly("select 1 -- a; b\n + 2", "select 2");
        assertThat(cut("select /* a; /* b; */ c; */ 1; select 2")).containsExactly("select /* a; /* b; */ c; */ 1", "select 2");
        // Unlike in C the first */ does not end it all; unlike a comment, +- is an operator and -- within it begins one.
        assertThat(cut("select 1 +-- x;\n1; select 2")).containsExactly("select 1 +-- x;\n1", "select 2");
    }

    @Test
    void aBackslashEscapesInEStringsOnly() {
        assertThat(cut("select E'it\\'s; x'; select 2")).containsExactly("select E'it\\'s; x'", "select 2");
        assertThat(cut("select 'C:\\'; select 2")).containsExactly("select 'C:\\'", "select 2");
        assertThat(SqlScript.of("select 'a\\';'; select 2", true).statements()).hasSize(2);
        assertThat(cut("select U&'d\\0061;', b'01;', x'1f;', n'a;'; select 2")).hasSize(2);
        assertThat(cut("select U&\"d\\0061;\" ; select 2")).hasSize(2);
    }

    /** The manual: two constants apart by white space with a line break are one, which keeps the rules of its beginning. */
    @Test
    void anEStringGoesOnInTheNextLine() {
        assertThat(cut("select E'a'\n  'b\\';c'; select 2")).containsExactly("select E'a'\n  'b\\';c'", "select 2");
        assertThat(cut("select E'a' 'b\\'; select 2")).containsExactly("select E'a' 'b\\'", "select 2");
    }

    @Test
    void dollarQuotesEndWithTheirOwnTag() {
        assertThat(cut("do $$ begin; end $$; select 2")).containsExactly("do $$ begin; end $$", "select 2");
        assertThat(cut("do $a$ $$ ; $b$ ; $a$; select 2")).containsExactly("do $a$ $$ ; $b$ ; $a$", "select 2");
        assertThat(cut("do $A$ ; $a$ ; $A$; select 2")).containsExactly("do $A$ ; $a$ ; $A$", "select 2");
        assertThat(cut("select a$b$, $1; select x$y$z; select 2")).containsExactly("select a$b$, $1", "select x$y$z", "select 2");
        assertThat(cut("do $ü$ ; $ü$; select 2")).hasSize(2);
        assertThat(cut("select $1$; select 2")).hasSize(2);
        assertThat(cut("do $$ never closed; select 2")).hasSize(1);
    }

    @Test
    void theBodyOfAStandardFunctionIsOneStatement() {
        String function = """
                create or replace function f(int) returns int begin atomic
                  insert into t values (1);
                  select case when $1 > 0 then 1 else 2 end;
                end""";
        assertThat(cut(function + "; select 2")).containsExactly(function, "select 2");
        String procedure = "create procedure p() begin atomic; end";
        assertThat(cut(procedure + ";select 2")).containsExactly(procedure, "select 2");
        // A transaction that is begun is no body.
        assertThat(cut("begin; update t set a = 1; end; select 2")).containsExactly("begin", "update t set a = 1", "end", "select 2");
        assertThat(cut("select begin atomic; select 2")).hasSize(2);
    }

    @Test
    void aRuleMayHoldStatementsInParentheses() {
        String rule = "create rule r as on insert to t do also (insert into a values (1); insert into b values (2))";
        assertThat(cut(rule + "; select 2")).containsExactly(rule, "select 2");
        // Elsewhere a parenthesis that was forgotten does not swallow what follows.
        assertThat(cut("select (1; select 2")).containsExactly("select (1", "select 2");
    }

    @Test
    void aPsqlCommandEndsWithItsLine() {
        var statements = SqlScript.of("\\d users\nselect 1 \\gx\nselect 2;").statements();
        assertThat(statements.stream().map(SqlStatement::text)).containsExactly("\\d users", "select 1", "\\gx", "select 2");
        assertThat(statements.stream().map(SqlStatement::isPsql)).containsExactly(true, false, true, false);
        assertThat(SqlScript.of("select E'\\d'").statements().getFirst().isPsql()).isFalse();
    }

    @Test
    void commentsBeforeAStatementAreNotPartOfIt() {
        var only = SqlScript.of("-- one\nselect 1").statements().getFirst();
        assertThat(only.start()).isEqualTo(7);
        assertThat(only.end()).isEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource({"0, select 1", "5, select 1", "8, select 1", "9, select 1", "10, select 1", "11, select 2", "15, select 2", "19, select 2",
        "20, select 2", "22, select 3", "31, select 3", "40, select 3"})
    void theStatementAtTheCaret(int caret, String expected) {
        //           0         1         2         3
        //           0123456789 0123456789 012345678901
        String text = "select 1; \nselect 2;\n\n select 3          ";
        assertThat(SqlScript.of(text).at(caret).orElseThrow().text()).isEqualTo(expected);
    }

    @Test
    void thePartOfATextKeepsItsPlaces() {
        var part = SqlScript.of("select 1; select 2; select 3").part(10, 18);
        assertThat(part.statements()).singleElement().satisfies(statement -> {
            assertThat(statement.text()).isEqualTo("select 2");
            assertThat(statement.start()).isEqualTo(10);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1", "(select 1) union all select 2", "with a as (select 1) select * from a", "table t", "values (1)", "show all",
        "explain delete from t", "explain (analyze) select 1", "select * from t for update", "select * from t for no key update", "select t.delete from t",
        "select 'delete'", "select \"update\" from t", "begin", "commit", "rollback", "set a = 1", "fetch 1 from c", "prepare p as select 1", "\\d"})
    void whatReads(String sql) {
        assertThat(SqlScript.of(sql).statements().getFirst().writes()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert into t values (1)", "update t set a = 1", "delete from t", "merge into t using s on true when matched then delete",
        "with a as (delete from t returning *) select * from a", "with a as (select 1) insert into t select * from a", "select 1 into t",
        "explain analyze delete from t", "explain (analyze, buffers) update t set a = 1", "explain analyze create table t as select 1",
        "create table t()", "drop table t", "truncate t", "call p()", "do $$ begin end $$", "copy t from '/tmp/x'", "vacuum", "grant all on t to x",
        "prepare p as delete from t", "execute p", "refresh materialized view m", "alter table t add a int", "nonsense", "(delete from t)", "+"})
    void whatWrites(String sql) {
        assertThat(SqlScript.of(sql).statements().getFirst().writes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter role a password 'x'", "create user a with encrypted PASSWORD 'x'", "alter role a password $$x$$", "alter role a password /* */ 'x'",
        "create user mapping for a server s options (user 'a', password 'x')", "create user mapping for a server s options (\"password\" 'x')",
        "create subscription s connection 'host=h password=x' publication p", "select dblink('postgresql://me:x@host/db', '')"})
    void passwordsAreFound(String sql) {
        assertThat(SqlSecrets.in(sql)).isTrue();
        assertThat(SqlSecrets.without("select 1; " + sql + "; select 'kept'")).doesNotContain("'x'").doesNotContain("$x$").doesNotContain("=x").doesNotContain(":x@")
                .startsWith("select 1; ").endsWith("; select 'kept'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"select password from users", "select 'password'", "alter role a password null", "select 'see https://example.org/a@b'"})
    void noPasswords(String sql) {
        assertThat(SqlSecrets.in(sql)).isFalse();
        assertThat(SqlSecrets.without(sql)).isEqualTo(sql);
    }
}
