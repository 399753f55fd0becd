package dev.lifeboat.ui.browser.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.browser.read.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Staging, applying and settling on a real server. */
class EditModelTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private EditedStack on;

    @BeforeEach
    void open() throws Exception {
        on = new EditedStack(SERVER, folder, SERVER.createDatabase("edit"));
    }

    @AfterEach
    void close() {
        on.close();
        assertThat(on.unhandled).isEmpty();
    }

    @Test
    void nothingIsSentBeforeItIsAppliedAndThenAllOfItInItsOrder() throws Exception {
        on.run("create table t(id int primary key, name text, note text default 'none'); insert into t values (1, 'Ada', 'x'), (2, 'Bob', null), (3, 'Eve', '')");
        on.show("t");
        on.set(on.row(0), "name", "O'Hara \\ 1");
        on.set(on.row(0), "note", new Value.Default());
        on.set(on.row(1), "note", "");
        on.set(on.row(2), "note", new Value.Null());
        var added = on.edits.insert();
        on.set(added, "id", "4");
        on.edits.delete(List.of(on.row(1)));
        assertThat(on.edits.stageProperty().get().changes()).hasSize(4);
        assertThat(on.edits.stageProperty().get().tables()).isEqualTo(1);
        assertThat(on.one("select string_agg(t::text, ' ' order by id) from t")).isEqualTo("(1,Ada,x) (2,Bob,) (3,Eve,\"\")");
        assertThat(on.edits.script()).isEqualTo("""
                BEGIN;

                UPDATE "public"."t"
                SET "name" = E'O''Hara \\\\ 1', "note" = DEFAULT
                WHERE "id" = 1
                  AND "name"::text IS NOT DISTINCT FROM 'Ada'
                  AND "note"::text IS NOT DISTINCT FROM 'x';

                DELETE FROM "public"."t"
                WHERE "id" = 2
                  AND "name"::text IS NOT DISTINCT FROM 'Bob'
                  AND "note"::text IS NOT DISTINCT FROM NULL;

                UPDATE "public"."t"
                SET "note" = NULL
                WHERE "id" = 3
                  AND "note"::text IS NOT DISTINCT FROM '';

                INSERT INTO "public"."t" ("id")
                VALUES (4);

                COMMIT;
                """);
        assertThat(on.applied()).isInstanceOf(Outcome.Applied.class);
        assertThat(on.edits.stageProperty().get().isEmpty()).isTrue();
        assertThat(on.one("select string_agg(t::text, ' ' order by id) from t")).isEqualTo("(1,\"O'Hara \\\\ 1\",none) (3,Eve,) (4,,none)");
        assertThat(on.audit.entries()).extracting(entry -> entry.operation() + " " + entry.outcome()).containsExactly("rows.apply done", "rows.apply started");
        // The page was read again.
        assertThat(on.texts(0)).containsExactly("1", "O'Hara \\ 1", "none");
    }

    @Test
    void thePreviewDoesWhatApplyingDoes() throws Exception {
        on.run("create table t(id int primary key, a text[], j json, b bytea, f real, n numeric(9,2), c char(5), at timestamptz, p point, ok bool); "
                + "insert into t values (1, '{x,NULL}', '{\"a\": 1}', '\\x00ff', 0.1, 1.50, 'ab', '2026-11-22 14:32:07.123456+00', '(1,2)', true)");
        on.show("t");
        var values = Map.of("a", "{\"y z\"}", "j", "{\"a\":\t2}", "b", "\\x0a27", "f", "0.2", "n", "-7", "c", "cd'", "at", "2026-01-01 00:00:00+00", "p", "(3,4)", "ok", "false");
        values.forEach((column, text) -> on.set(on.row(0), column, text));
        on.edits.delete(List.of());
        String script = on.edits.script();
        on.run(script);
        String byScript = on.one("select t::text from t");
        on.run("update t set a = '{x,NULL}', j = '{\"a\": 1}', b = '\\x00ff', f = 0.1, n = 1.50, c = 'ab', at = '2026-11-22 14:32:07.123456+00', p = '(1,2)', ok = true");
        assertThat(on.applied()).isInstanceOf(Outcome.Applied.class);
        assertThat(on.one("select t::text from t")).isEqualTo(byScript);
        assertThat(on.one("select c || '|' || n || encode(b, 'hex') || ok from t")).isEqualTo("cd'|-7.000a27false");
    }

    @Test
    void aChangeCanBeTakenBackAloneOrStepByStepAndSettingTheOldValueIsNoChange() throws Exception {
        on.run("create table t(id int primary key, name text); insert into t select i, 'n' || i from generate_series(1, 3) i");
        on.show("t");
        on.set(on.row(0), "name", "a");
        on.set(on.row(0), "name", "b");
        on.set(on.row(1), "name", "c");
        on.edits.revert(List.of(on.row(0)));
        assertThat(on.edits.change(on.row(0))).isEmpty();
        assertThat(on.edits.change(on.row(1))).isPresent();
        on.edits.undo();
        on.edits.undo();
        on.edits.undo();
        assertThat(((RowChange.Updated) on.edits.change(on.row(0)).orElseThrow()).cells().get("name").after()).isEqualTo(new Value.Text("a"));
        on.edits.redo();
        on.set(on.row(0), "name", "n1");
        assertThat(on.edits.stageProperty().get().isEmpty()).isTrue();
        on.edits.delete(List.of(on.row(2), on.edits.insert()));
        assertThat(on.edits.stageProperty().get().changes()).hasSize(1);
        on.edits.discard();
        assertThat(on.edits.stageProperty().get().isEmpty()).isTrue();
        on.edits.undo();
        assertThat(on.edits.stageProperty().get().changes()).hasSize(1);
    }

    @Test
    void whatIsStagedOutlivesPagesOtherTablesAndALostConnection() throws Exception {
        on.run("create table t(id int primary key, name text); insert into t select i, 'n' || i from generate_series(1, 250) i; create table u(id int primary key, n int); insert into u values (1, 1)");
        on.show("t");
        on.set(on.row(0), "name", "x");
        on.grid.next();
        assertThat(on.edits.change(on.row(0))).isEmpty();
        on.show("u");
        on.set(on.row(0), "n", "5");
        assertThat(on.edits.stageProperty().get().tables()).isEqualTo(2);
        on.show("t");
        on.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        on.edits.apply();
        if (on.edits.outcomeProperty().get() instanceof Outcome.Lost) {
            assertThat(on.edits.stageProperty().get().changes()).hasSize(2);
            on.edits.apply();
        }
        on.grid.retry();
        assertThat(on.edits.outcomeProperty().get()).isInstanceOf(Outcome.Applied.class);
        assertThat(on.one("select name from t where id = 1")).isEqualTo("x");
        assertThat(on.one("select n from u")).isEqualTo("5");
        assertThat(on.grid.shownProperty().get().position()).isEqualTo(new Position.First());
    }

    @Test
    void aConflictUndoesEverythingKeepsTheStageAndShowsTheirs() throws Exception {
        on.run("create table t(id int primary key, name text, n int); insert into t values (1, 'Ada', 1), (2, 'Bob', 2), (3, 'Eve', 3)");
        on.show("t");
        on.set(on.row(0), "name", "mine");
        on.set(on.row(0), "n", "10");
        on.set(on.row(1), "name", "Bobby");
        on.edits.delete(List.of(on.row(2)));
        on.run("update t set name = 'theirs' where id = 1; update t set n = 4 where id = 3");
        var refused = (Outcome.Refused) on.applied();
        assertThat(refused.rejections()).isEmpty();
        assertThat(refused.conflicts()).hasSize(2);
        assertThat(refused.conflicts().getFirst().theirs().orElseThrow().get("name")).isEqualTo(Original.whole("theirs"));
        assertThat(on.one("select string_agg(name, ' ' order by id) from t")).isEqualTo("theirs Bob Eve");
        assertThat(on.edits.stageProperty().get().changes()).hasSize(3);
        // By column: their name stays, my n goes on; and the deletion is given up.
        on.edits.settle(refused.conflicts().get(0), Set.of("n"));
        on.edits.settle(refused.conflicts().get(1), Set.of());
        assertThat(on.edits.outcomeProperty().get()).isNull();
        assertThat(on.applied()).isInstanceOf(Outcome.Applied.class);
        assertThat(on.one("select string_agg(t::text, ' ' order by id) from t")).isEqualTo("(1,theirs,10) (2,Bobby,2) (3,Eve,4)");
    }

    @Test
    void keepingMineOverwritesWhatOthersWroteAndARowThatIsGoneIsToldSo() throws Exception {
        on.run("create table t(id int primary key, name text); insert into t values (1, 'Ada'), (2, null)");
        on.show("t");
        on.set(on.row(0), "name", "mine");
        on.set(on.row(1), "name", "mine too");
        on.run("update t set name = null where id = 1; delete from t where id = 2");
        var refused = (Outcome.Refused) on.applied();
        assertThat(refused.conflicts()).extracting(conflict -> conflict.theirs().isPresent()).containsExactly(true, false);
        on.edits.settle(refused.conflicts().get(0), Set.of("name"));
        on.edits.settle(refused.conflicts().get(1), Set.of("name"));
        assertThat(on.applied()).isInstanceOf(Outcome.Applied.class);
        assertThat(on.one("select string_agg(t::text, ' ' order by id) from t")).isEqualTo("(1,mine)");
    }

    @Test
    void aTriggerThatSkipsTheRowIsNotTakenForSuccess() throws Exception {
        on.run("create table t(id int primary key, name text); insert into t values (1, 'Ada'); create function skip() returns trigger language plpgsql as 'begin return null; end'; "
                + "create trigger guard before update or insert on t for each row execute function skip()");
        on.show("t");
        on.set(on.row(0), "name", "x");
        var refused = (Outcome.Refused) on.applied();
        assertThat(refused.conflicts()).isEmpty();
        assertThat(refused.rejections()).singleElement().satisfies(rejection -> assertThat(rejection.what()).isEqualTo("silent"));
    }

    @Test
    void compositeKeysOddNamesAndAChangedKeyWork() throws Exception {
        on.run("create schema \"Söme \"\" 🚢\"; create type \"Söme \"\" 🚢\".\"Möod\" as enum ('low', 'hi''gh'); "
                + "create table \"Söme \"\" 🚢\".\"T:ä?\"(\"a:b?\" int, \"Id €\" text, \"select\" \"Söme \"\" 🚢\".\"Möod\", primary key (\"a:b?\", \"Id €\")); "
                + "insert into \"Söme \"\" 🚢\".\"T:ä?\" values (1, 'x', 'low'), (1, 'y''', 'low')");
        on.show("Söme \" 🚢", "T:ä?");
        assertThat(on.edits.rulesProperty().get().right("select").orElseThrow().choices()).containsExactly("low", "hi'gh");
        on.set(on.row(1), "select", "hi'gh");
        on.set(on.row(1), "a:b?", "7");
        on.run(on.edits.script().replace("COMMIT", "ROLLBACK"));
        assertThat(on.applied()).isInstanceOf(Outcome.Applied.class);
        assertThat(on.one("select string_agg(t::text, ' ' order by 1) from \"Söme \"\" 🚢\".\"T:ä?\" t")).isEqualTo("(1,x,low) (7,y',hi'gh)");
    }

    @Test
    void aLongValueIsNeverOverwrittenByItsBeginningAndIsComparedByItsHash() throws Exception {
        on.run("create table t(id int primary key, words text, raw bytea, n int); "
                + "insert into t values (1, repeat('sea ', 300000), decode(repeat('0f', 700000), 'hex'), 1), (2, repeat('x', 1000), null, 2), (3, repeat('y', 2000000), null, 3)");
        on.show("t");
        assertThat(on.row(0).cell(1).cut()).isTrue();
        on.set(on.row(0), "n", "5");
        on.edits.original(on.row(0), on.edits.table().column("words"), original -> {
            assertThat(original.isWhole()).isFalse();
            assertThat(original.text().orElseThrow()).hasSize(1_000_000);
        });
        on.set(on.row(1), "words", "x".repeat(999));
        on.set(on.row(2), "words", new Value.Null());
        assertThat(on.edits.script()).contains("md5(\"words\"::text) = ").doesNotContain("x".repeat(1000));
        assertThat(on.applied()).isInstanceOf(Outcome.Applied.class);
        assertThat(on.one("select length(words) || ' ' || length(raw) || ' ' || n from t where id = 1")).isEqualTo("1200000 700000 5");
        assertThat(on.one("select length(words) from t where id = 2")).isEqualTo("999");
        assertThat(on.one("select words from t where id = 3")).isNull();
        on.set(on.row(0), "words", "short");
        on.run("update t set words = words || '!' where id = 1");
        assertThat(((Outcome.Refused) on.applied()).conflicts()).hasSize(1);
    }
}
