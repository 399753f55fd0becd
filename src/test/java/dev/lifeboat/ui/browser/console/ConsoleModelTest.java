package dev.lifeboat.ui.browser.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.browser.console.ConsoleModel.State;
import dev.lifeboat.ui.browser.console.ConsoleStore.HistoryEntry;
import dev.lifeboat.ui.browser.console.ConsoleStore.SavedTab;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConsoleModelTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private final List<Throwable> unhandled = new ArrayList<>();
    private final Tasks tasks = new Tasks(Runnable::run, Runnable::run, unhandled::add);
    private final List<HistoryEntry> history = new ArrayList<>();
    private String database;
    private ConsoleModel model;

    @BeforeEach
    void open() throws Exception {
        database = SERVER.createDatabase("console");
        SERVER.execute(database, "create table t(id int primary key, name text)", "insert into t values (1, 'Ada'), (2, null)");
        model = console(Environment.DEVELOPMENT, Protection.CONFIRM);
    }

    @AfterEach
    void close() {
        model.close();
        assertThat(unhandled).isEmpty();
    }

    private ConsoleModel console(Environment environment, Protection protection) {
        var stack = new Stack("shop", environment, SERVER.address(), List.of(database), Optional.empty(), protection);
        return new ConsoleModel(tasks, new ConsoleServer(stack, new Server(SERVER.address(), SERVER.passwords(folder))), Workplace.formats(),
                new SavedTab("SQL 1", database, "", 0), history::add);
    }

    private void run(String sql) {
        model.textProperty().set(sql);
        model.run(model.script().statements());
    }

    private List<String> log() {
        return model.log().stream().map(LogLine::text).toList();
    }

    @Test
    void severalResultsEachWithItsRows() {
        run("select 1 a; select 2 b, 3 c; update t set name = 'x'; create table u(); select 4");
        assertThat(model.results()).extracting(rows -> rows.columns().size()).containsExactly(1, 2, 1);
        assertThat(model.results().get(1).text(0, 1)).isEqualTo("3");
        assertThat(log().stream().map(line -> line.replaceAll(" in .*", ""))).containsExactly("1 row", "1 row", "2 rows updated", "CREATE TABLE: done", "1 row");
        assertThat(history).extracting(HistoryEntry::sql).containsExactly("select 1 a", "select 2 b, 3 c", "update t set name = 'x'", "create table u()", "select 4");
        assertThat(model.stateProperty().get()).isEqualTo(State.IDLE);
    }

    @Test
    void theFirstErrorEndsARunAndIsMarkedInTheText() {
        run("select 1;\nselect nme from t;\nselect 3");
        assertThat(model.results()).hasSize(1);
        assertThat(model.mistakeProperty().get()).isEqualTo(new ConsoleModel.Mistake(17, 20, "column \"nme\" does not exist"));
        assertThat(model.log().getLast().detail()).contains("Line 2, column 8").contains("t.name").contains("42703");
        model.textProperty().set("select 1");
        assertThat(model.mistakeProperty().get()).isNull();
    }

    @Test
    void theStateOfTheTransactionIsKnown() {
        assertThat(model.stateProperty().get()).isEqualTo(State.NOT_CONNECTED);
        run("begin");
        assertThat(model.stateProperty().get()).isEqualTo(State.OPEN);
        run("select 1/0");
        assertThat(model.stateProperty().get()).isEqualTo(State.FAILED);
        model.rollback();
        assertThat(model.stateProperty().get()).isEqualTo(State.IDLE);
        run("begin; insert into t values (3)");
        model.commit();
        run("select count(*) from t");
        assertThat(model.results().getFirst().text(0, 0)).isEqualTo("3");
    }

    @Test
    void aLostConnectionIsSaidAndMadeAnew() throws Exception {
        run("select 1; begin");
        SERVER.execute("postgres", "select pg_terminate_backend(" + model.serverProcess().orElseThrow() + ", 5000)");
        run("select 2");
        assertThat(log().getLast()).contains("and with it the transaction that was open");
        assertThat(model.textProperty().get()).isEqualTo("select 2");
        assertThat(model.stateProperty().get()).isEqualTo(State.NOT_CONNECTED);
        run("select 2");
        assertThat(log()).anyMatch(line -> line.startsWith("Connected anew"));
        assertThat(model.results().getFirst().text(0, 0)).isEqualTo("2");
        assertThat(model.stateProperty().get()).isEqualTo(State.IDLE);
    }

    @Test
    void noticesAreShown() {
        run("do $$ begin raise notice 'hello'; end $$");
        assertThat(log()).contains("NOTICE: hello");
    }

    @Test
    void anotherDatabaseIsAnotherSession() {
        run("set search_path to pg_catalog");
        assertThat(model.searchPathProperty().get()).isEqualTo("pg_catalog");
        model.search("public, pg_catalog");
        assertThat(model.searchPathProperty().get()).isEqualTo("public, pg_catalog");
        model.use("postgres");
        run("select current_database()");
        assertThat(model.results().getFirst().text(0, 0)).isEqualTo("postgres");
    }

    @Test
    void onlyWhereMuchDependsOnItAPersonIsAsked() {
        model.textProperty().set("select 1; delete from t");
        assertThat(model.asksBefore(model.script().statements())).isFalse();
        var production = console(Environment.PRODUCTION, Protection.CONFIRM);
        assertThat(production.asksBefore(model.script().statements())).isTrue();
        assertThat(production.asksBefore(model.script().statements().subList(0, 1))).isFalse();
        // The server refuses there: a question would promise something.
        assertThat(console(Environment.PRODUCTION, Protection.READ_ONLY).asksBefore(model.script().statements())).isFalse();
    }

    @Test
    void thePlanNamesTheStepThatTakesMost() {
        // Each of the two rows takes a tenth of a second to be filtered, the rest next to nothing.
        model.textProperty().set("select count(*) from t where pg_sleep(0.1) is not null");
        model.explain(model.script().statements().getFirst(), true);
        var plan = model.planProperty().get();
        assertThat(plan.slowest().orElseThrow().name()).isEqualTo("Seq Scan on t");
        assertThat(plan.slowest().orElseThrow().actualRows().orElseThrow()).isEqualTo(2);
        assertThat(plan.root().name()).isEqualTo("Aggregate");
        assertThat(history).isEmpty();
    }

    @Test
    void whatIsChosenIsTheSelectionOrTheStatementAtTheCaret() {
        model.textProperty().set("select 1; select 2; select 3");
        model.caretProperty().set(12);
        assertThat(model.chosen(0, 0)).extracting(statement -> statement.text()).containsExactly("select 2");
        assertThat(model.chosen(10, 28)).extracting(statement -> statement.text()).containsExactly("select 2", "select 3");
    }

    /** Waits until the server works on what a console runs. */
    static void untilActive(TestServer server, ConsoleModel model) throws Exception {
        while (true) {
            var process = model.serverProcess();
            if (process.isPresent()) {
                try (var connection = server.connect("postgres"); var statement = connection.createStatement();
                        var rows = statement.executeQuery("select true from pg_stat_activity where state = 'active' and pid = " + process.get())) {
                    if (rows.next()) return;
                }
            }
            Thread.sleep(20);
        }
    }
}
