package dev.lifeboat.ui.browser.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SortBy;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.browser.read.WrongValue;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Pages, orders and filters on a real server, everything on the thread of the test. */
class GridModelTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private final List<Throwable> unhandled = new ArrayList<>();
    private final GridModel model = new GridModel(new Tasks(Runnable::run, Runnable::run, unhandled::add));
    private StackReader reader;
    private String database;

    @BeforeEach
    void open() throws Exception {
        database = SERVER.createDatabase("grid");
        reader = new BrowsedStack(SERVER, folder).reader();
    }

    @AfterEach
    void close() {
        reader.close();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void walksThePagesByKeyForwardsAndBackwards() throws Exception {
        run("create table t(id int primary key); insert into t select generate_series(1, 250); analyze t");
        show("t");
        assertThat(column(0)).isEqualTo(numbers(1, 100));
        assertThat(model.totalProperty().get()).isEqualTo(new Total.About(250));
        assertThat(model.shownProperty().get().firstNumber()).isEqualTo(OptionalLong.of(1));
        model.next();
        model.next();
        assertThat(column(0)).isEqualTo(numbers(201, 250));
        assertThat(model.shownProperty().get().firstNumber()).isEqualTo(OptionalLong.of(201));
        assertThat(model.shownProperty().get().page().next()).isEmpty();
        model.previous();
        assertThat(column(0)).isEqualTo(numbers(101, 200));
        assertThat(model.shownProperty().get().firstNumber()).isEqualTo(OptionalLong.of(101));
        model.last();
        assertThat(column(0)).isEqualTo(numbers(151, 250));
        assertThat(model.shownProperty().get().firstNumber()).isEmpty();
        model.first();
        assertThat(column(0)).isEqualTo(numbers(1, 100));
        assertThat(model.shownProperty().get().page().previous()).isEmpty();
    }

    @Test
    void aPageIsFoundByItsKeyWhateverWasDeletedBeforeIt() throws Exception {
        run("create table t(id int primary key); insert into t select generate_series(1, 250)");
        show("t");
        run("delete from t where id <= 50");
        model.next();
        assertThat(column(0)).isEqualTo(numbers(101, 200));
    }

    @Test
    void sortsByColumnsWithEqualAndMissingValuesWithoutLosingARow() throws Exception {
        run("create table t(id int primary key, g int, n text); insert into t select i, nullif(i % 3, 0), 'x' || i % 2 from generate_series(1, 300) i");
        show("t");
        model.orderBy(List.of(new SortBy("g", true), new SortBy("n", false)));
        // Greatest first puts NULL before all: 100 rows without g, then 100 of 2, then 100 of 1; inside, x0 before x1.
        assertThat(column(1)).containsOnlyNulls().hasSize(100);
        assertThat(column(2).subList(0, 50)).containsOnly("x0");
        assertThat(column(2).subList(50, 100)).containsOnly("x1");
        var seen = new ArrayList<>(column(0));
        model.next();
        assertThat(column(1)).containsOnly("2");
        seen.addAll(column(0));
        model.next();
        assertThat(column(1)).containsOnly("1");
        seen.addAll(column(0));
        assertThat(seen).doesNotHaveDuplicates().hasSize(300);
        model.previous();
        assertThat(column(1)).containsOnly("2");
    }

    @Test
    void pagesInTheOrderOfANullableColumnMeetWhereTheNullsBegin() throws Exception {
        // 150 values and 150 times NULL: the second page of 100 has 50 of each; with 100 of 200 a page ends where they meet.
        for (int values : new int[] {150, 100, 0, 300}) {
            run("drop table if exists t; create table t(id int primary key, n int); insert into t select i, case when i <= " + values + " then i / 3 end from generate_series(1, 300) i");
            for (boolean down : new boolean[] {false, true}) {
                show("t");
                model.orderBy(List.of(new SortBy("n", down)));
                var forward = new ArrayList<>(column(0));
                while (model.shownProperty().get().page().next().isPresent()) {
                    model.next();
                    forward.addAll(column(0));
                }
                var expected = new ArrayList<>(numbers(1, 300));
                if (down) java.util.Collections.reverse(expected);
                assertThat(forward).isEqualTo(expected);
                model.last();
                var backward = new ArrayList<>(column(0));
                while (model.shownProperty().get().page().previous().isPresent()) {
                    model.previous();
                    backward.addAll(0, column(0));
                }
                assertThat(backward).isEqualTo(expected);
            }
        }
    }

    @Test
    void filtersByEveryOperator() throws Exception {
        run("create table t(id int primary key, n text, d date); insert into t values (1, 'Apple', '2026-01-01'), (2, 'apricot', '2026-02-01'), "
                + "(3, '100%', null), (4, null, '2026-03-01'), (5, '', '2026-04-01'), (6, 'a,b', null)");
        show("t");
        assertThat(filtered("n", Operator.EQUAL, "Apple")).containsExactly("1");
        assertThat(filtered("n", Operator.EQUAL, "")).containsExactly("5");
        assertThat(filtered("n", Operator.DIFFERENT, "Apple")).containsExactly("2", "3", "4", "5", "6");
        assertThat(filtered("id", Operator.LESS, "3")).containsExactly("1", "2");
        assertThat(filtered("id", Operator.AT_MOST, "3")).containsExactly("1", "2", "3");
        assertThat(filtered("d", Operator.GREATER, "2026-02-01")).containsExactly("4", "5");
        assertThat(filtered("d", Operator.AT_LEAST, "2026-02-01")).containsExactly("2", "4", "5");
        assertThat(filtered("n", Operator.CONTAINS, "P")).containsExactly("1", "2");
        assertThat(filtered("n", Operator.CONTAINS, "%")).containsExactly("3");
        assertThat(filtered("n", Operator.STARTS_WITH, "ap")).containsExactly("1", "2");
        assertThat(filtered("n", Operator.STARTS_WITH, "_")).isEmpty();
        assertThat(filtered("d", Operator.CONTAINS, "-03-")).containsExactly("4");
        assertThat(filtered("id", Operator.IN, "1, 4,  9")).containsExactly("1", "4");
        assertThat(filtered("n", Operator.IN, "apricot, \"a,b\", \"\"")).containsExactly("2", "5", "6");
        assertThat(filtered("n", Operator.IS_NULL, "")).containsExactly("4");
        assertThat(filtered("d", Operator.IS_NOT_NULL, "")).containsExactly("1", "2", "4", "5");
    }

    @Test
    void aWrongValueIsNamedAndThePageStays() throws Exception {
        run("create table t(id int primary key, d date); insert into t values (1, '2026-01-01'), (2, null)");
        show("t");
        model.filterBy(List.of(new Condition("d", Operator.IS_NULL, ""), new Condition("id", Operator.EQUAL, "abc")));
        assertThat(model.wrongValueProperty().get()).isEqualTo(new WrongValue(1, "abc", "integer"));
        assertThat(model.errorProperty().get()).isNull();
        assertThat(column(0)).containsExactly("1", "2");
        // What is on the screen is counted, not what was refused.
        model.count();
        assertThat(model.totalProperty().get()).isEqualTo(new Total.Exactly(2));
        model.filterBy(List.of(new Condition("d", Operator.GREATER, "2026-02-31")));
        assertThat(model.wrongValueProperty().get()).isEqualTo(new WrongValue(0, "2026-02-31", "date"));
        model.filterBy(List.of(new Condition("id", Operator.IN, "1, 99999999999")));
        assertThat(model.wrongValueProperty().get()).isEqualTo(new WrongValue(0, "99999999999", "integer"));
        model.filterBy(List.of(new Condition("id", Operator.IN, "1, 7")));
        assertThat(model.wrongValueProperty().get()).isNull();
        assertThat(column(0)).containsExactly("1");
    }

    @Test
    void nothingTypedReachesTheServerAsSql() throws Exception {
        run("create table t(id int primary key, n text); insert into t values (1, 'x')");
        show("t");
        assertThat(filtered("n", Operator.EQUAL, "x' or '1'='1")).isEmpty();
        assertThat(filtered("n", Operator.IN, "'); drop table t; --")).isEmpty();
        assertThat(filtered("n", Operator.IS_NOT_NULL, "")).containsExactly("1");
    }

    @Test
    void showsValuesTruthfully() throws Exception {
        run("""
            create table t(id int primary key, e text, n text, b bytea, j jsonb, a text[], ok boolean, f double precision, r int4range, c char(4));
            insert into t values (1, '', null, decode(repeat('ab', 100), 'hex'), '{"a": [1, 2]}', '{x,NULL,"y z"}', true, 0.1, '[1,5)', 'ab')""");
        show("t");
        var cells = model.shownProperty().get().page().rows().getFirst().cells();
        assertThat(cells.get(1)).isEqualTo(new Cell("", false, -1));
        assertThat(cells.get(2)).isEqualTo(Cell.NULL);
        assertThat(cells.get(3)).isEqualTo(new Cell("ab".repeat(24), true, 100));
        assertThat(cells.subList(4, 10)).extracting(Cell::text).containsExactly("{\"a\": [1, 2]}", "{x,NULL,\"y z\"}", "true", "0.1", "[1,5)", "ab  ");
    }

    @Test
    void cutsLongValuesAndFetchesThemWhole() throws Exception {
        run("create table t(id int primary key, long_one text, b bytea); insert into t values (1, repeat('ä€', 1000), decode(repeat('0f', 50), 'hex'))");
        show("t");
        var row = model.shownProperty().get().page().rows().getFirst();
        assertThat(row.cell(1)).isEqualTo(new Cell("ä€".repeat(200), true, -1));
        var whole = new ArrayList<String>();
        model.whole(row, 1, whole::add);
        model.whole(row, 2, whole::add);
        assertThat(whole).containsExactly("ä€".repeat(1000), "\\x" + "0f".repeat(50));
        model.asTsv(List.of(row), whole::add);
        assertThat(whole.getLast()).isEqualTo("id\tlong_one\tb\n1\t" + "ä€".repeat(1000) + "\t\\x" + "0f".repeat(50) + "\n");
        run("delete from t");
        model.whole(row, 1, whole::add);
        assertThat(model.errorProperty().get()).isInstanceOf(Failure.NotFound.class);
        assertThat(whole).hasSize(3);
    }

    @Test
    void sortsByALongColumnAndStillTurnsThePage() throws Exception {
        run("create table t(id int primary key, n text); insert into t select i, repeat('z', 1000) || lpad(i::text, 5, '0') from generate_series(1, 150) i");
        show("t");
        model.orderBy(List.of(new SortBy("n", true)));
        assertThat(column(0).getFirst()).isEqualTo("150");
        assertThat(model.shownProperty().get().page().rows().getFirst().cell(1).cut()).isTrue();
        model.next();
        assertThat(column(0)).isEqualTo(numbers(1, 50).reversed());
    }

    @Test
    void tablesWithoutAKeyAndViewsHavePagesToo() throws Exception {
        run("create table bare(n int, t text); insert into bare select i, repeat('w', 500) from generate_series(1, 150) i; create view seen as select * from bare");
        for (String name : List.of("bare", "seen")) {
            show(name);
            assertThat(column(0)).isEqualTo(numbers(1, 100));
            model.next();
            assertThat(column(0)).isEqualTo(numbers(101, 150));
            var whole = new ArrayList<String>();
            model.whole(model.shownProperty().get().page().rows().get(3), 1, whole::add);
            assertThat(whole).containsExactly("w".repeat(500));
            model.previous();
            assertThat(column(0)).isEqualTo(numbers(1, 100));
            model.last();
            assertThat(column(0).getLast()).isEqualTo("150");
            model.orderBy(List.of(new SortBy("n", true)));
            assertThat(column(0).getFirst()).isEqualTo("150");
        }
    }

    @Test
    void partitionedAndInheritedTablesShowEveryRowOnce() throws Exception {
        run("""
            create table parted(id int, n int) partition by range (id); create table p1 partition of parted for values from (0) to (100);
            create table p2 partition of parted for values from (100) to (1000); insert into parted select i, i from generate_series(1, 160) i;
            create table parent(id int); create table child() inherits (parent); insert into parent select generate_series(1, 80); insert into child select generate_series(81, 160)""");
        for (String name : List.of("parted", "parent")) {
            show(name);
            var seen = new ArrayList<>(column(0));
            model.next();
            seen.addAll(column(0));
            assertThat(seen).containsExactlyInAnyOrderElementsOf(numbers(1, 160));
        }
    }

    @Test
    void oddNamesAndTypesWork() throws Exception {
        run("""
            create schema "Söme "" 🚢"; create type "Söme "" 🚢"."Möod" as enum ('low', 'high');
            create table "Söme "" 🚢"."Tä:ble? x"("Id €" int primary key, "select" "Söme "" 🚢"."Möod", "a:b?" uuid default '00000000-0000-0000-0000-000000000001');
            insert into "Söme "" 🚢"."Tä:ble? x" values (1, 'high'), (2, 'low'), (3, null)""");
        model.show(reader, new RelationAt(database, BrowsedStack.relation(reader, database, "Söme \" 🚢", "Tä:ble? x")));
        assertThat(model.errorProperty().get()).isNull();
        model.orderBy(List.of(new SortBy("select", false)));
        assertThat(column(0)).containsExactly("2", "1", "3");
        assertThat(filtered("select", Operator.EQUAL, "high")).containsExactly("1");
        model.filterBy(List.of(new Condition("select", Operator.EQUAL, "middling")));
        assertThat(model.wrongValueProperty().get().value()).isEqualTo("middling");
        assertThat(filtered("a:b?", Operator.EQUAL, "00000000-0000-0000-0000-000000000001")).containsExactly("2", "1", "3");
    }

    @Test
    void anEmptyTableAndOneWithoutColumnsAreShown() throws Exception {
        run("create table nothing(id int primary key); create table bare(); insert into bare default values");
        show("nothing");
        assertThat(model.shownProperty().get().page().rows()).isEmpty();
        assertThat(model.totalProperty().get()).isEqualTo(new Total.Exactly(0));
        show("bare");
        assertThat(model.errorProperty().get()).isNull();
        assertThat(model.shownProperty().get().page().rows()).hasSize(1);
    }

    @Test
    void countsOnDemandBehindTheFilter() throws Exception {
        run("create table t(id int primary key); insert into t select generate_series(1, 1234); analyze t");
        show("t");
        model.filterBy(List.of(new Condition("id", Operator.GREATER, "1000")));
        assertThat(model.totalProperty().get()).isEqualTo(new Total.Unknown());
        model.count();
        assertThat(model.totalProperty().get()).isEqualTo(new Total.Exactly(234));
        model.next();
        assertThat(model.totalProperty().get()).isEqualTo(new Total.Exactly(234));
        model.filterBy(List.of());
        assertThat(model.totalProperty().get()).isEqualTo(new Total.About(1234));
    }

    @Test
    void aRefusalIsShownAndTheNextReadGoesOn() throws Exception {
        run("create table t(id int primary key); insert into t values (1); create view broken as select 1 / (id - 1) as n from t");
        show("broken");
        assertThat(model.errorProperty().get()).isInstanceOfSatisfying(Failure.DatabaseError.class, error -> assertThat(error.sqlState()).isEqualTo("22012"));
        run("update t set id = 2");
        model.retry();
        assertThat(model.errorProperty().get()).isNull();
        assertThat(column(0)).containsExactly("1");
    }

    @Test
    void whatIsLookedAtCannotBeChangedByLooking() throws Exception {
        run("create table log(n int); create function noisy() returns int language sql volatile as 'insert into log values (1) returning n'; create view v as select noisy() as n");
        show("v");
        assertThat(model.errorProperty().get()).isInstanceOfSatisfying(Failure.DatabaseError.class, error -> assertThat(error.sqlState()).isEqualTo("25006"));
    }

    private void run(String sql) throws Exception {
        SERVER.execute(database, sql);
    }

    private void show(String name) {
        model.show(reader, new RelationAt(database, BrowsedStack.relation(reader, database, "public", name)));
    }

    private List<String> filtered(String column, Operator operator, String text) {
        model.filterBy(List.of(new Condition(column, operator, text)));
        assertThat(model.errorProperty().get()).isNull();
        assertThat(model.wrongValueProperty().get()).isNull();
        return column(0);
    }

    private List<String> column(int index) {
        return model.shownProperty().get().page().rows().stream().map(row -> row.cell(index).text()).toList();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }
}
