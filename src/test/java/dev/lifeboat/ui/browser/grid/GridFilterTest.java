package dev.lifeboat.ui.browser.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.browser.read.WrongValue;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every operator by the type it is for, conditions in SQL, and both ways to combine them, on a real server. */
class GridFilterTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private final List<Throwable> unhandled = new ArrayList<>();
    private final GridModel model = new GridModel(new Tasks(Runnable::run, Runnable::run, unhandled::add));
    private StackReader reader;
    private String database;

    @BeforeEach
    void open() throws Exception {
        database = SERVER.createDatabase("filter");
        reader = new BrowsedStack(SERVER, folder).reader();
    }

    @AfterEach
    void close() {
        reader.close();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void textsAndNumbers() throws Exception {
        show("create table t(id int primary key, n text, price numeric(6,2), ok boolean)",
                "insert into t values (1, 'Anchor', 5, true), (2, 'rope', 10.5, false), (3, '', 20, null), (4, null, null, true), (5, '50%_off', -1, false)");
        assertThat(filtered("n", Operator.LACKS, "O")).containsExactly("3", "4");
        assertThat(filtered("n", Operator.ENDS_WITH, "E")).containsExactly("2");
        assertThat(filtered("n", Operator.ENDS_WITH, "%_off")).containsExactly("5");
        assertThat(filtered("n", Operator.LIKE, "_NC%")).containsExactly("1");
        assertThat(filtered("n", Operator.MATCHES, "^(a|R)")).containsExactly("1", "2");
        assertThat(filtered("price", Operator.MATCHES, "^[12]0")).containsExactly("2", "3");
        assertThat(filtered("n", Operator.IS_EMPTY, "")).containsExactly("3");
        assertThat(filtered("n", Operator.NOT_IN, "rope, \"\"")).containsExactly("1", "4", "5");
        assertThat(filtered("price", Operator.BETWEEN, "5, 10.5")).containsExactly("1", "2");
        assertThat(filtered("ok", Operator.IS_TRUE, "")).containsExactly("1", "4");
        assertThat(filtered("ok", Operator.IS_FALSE, "")).containsExactly("2", "5");
        assertThat(wrong(new Condition("n", Operator.MATCHES, "("))).isEqualTo(new WrongValue(0, "(", "regular expression"));
        assertThat(wrong(new Condition("price", Operator.BETWEEN, "5"))).isEqualTo(new WrongValue(0, "5", "pair of values"));
        assertThat(wrong(new Condition("price", Operator.BETWEEN, "5, much"))).isEqualTo(new WrongValue(0, "much", "numeric"));
    }

    @Test
    void timesSinceSoLongAgo() throws Exception {
        show("create table t(id int primary key, at timestamptz, plain timestamp, day date)",
                "insert into t select i, now() - i * interval '10 hours', localtimestamp - i * interval '10 hours', current_date - i from generate_series(-1, 4) i");
        // -1 lies in the future, 0 is now; 1, 2 and 3 are 10, 20 and 30 hours ago.
        assertThat(filtered("at", Operator.LAST, "1 day")).containsExactly("0", "1", "2");
        assertThat(filtered("plain", Operator.LAST, "25 hours")).containsExactly("0", "1", "2");
        assertThat(filtered("day", Operator.LAST, "3 days")).containsExactly("0", "1", "2", "3");
        assertThat(wrong(new Condition("at", Operator.LAST, "some days"))).isEqualTo(new WrongValue(0, "some days", "interval"));
    }

    @Test
    void documentsArraysEnumsAndIds() throws Exception {
        show("create type mood as enum ('low', 'so, so', 'high')",
                "create table t(id int primary key, j jsonb, old json, tags text[], n int[], m mood, u uuid)",
                """
                insert into t values (1, '{"a": {"b": 7}, "l": [1, 2]}', '{"a": 1}', '{red,"dark blue"}', '{1,2,3}', 'high', '00000000-0000-0000-0000-00000000000a'),
                    (2, '{"a": {"b": 9}}', '{"a": 2}', '{red}', '{3}', 'so, so', null), (3, null, null, null, '{}', null, null)""");
        assertThat(filtered("j", Operator.JSON_CONTAINS, "{\"a\": {\"b\": 7}}")).containsExactly("1");
        assertThat(filtered("old", Operator.JSON_CONTAINS, "{\"a\": 2}")).containsExactly("2");
        assertThat(filtered("j", Operator.JSON_PATH, "$.a.b ? (@ > 8)")).containsExactly("2");
        assertThat(filtered("old", Operator.JSON_PATH, "$.a")).containsExactly("1", "2");
        assertThat(filtered("tags", Operator.HAS_ALL, "red, dark blue")).containsExactly("1");
        assertThat(filtered("tags", Operator.HAS_ANY, "green, red")).containsExactly("1", "2");
        assertThat(filtered("n", Operator.HAS_ALL, "3")).containsExactly("1", "2");
        assertThat(filtered("m", Operator.EQUAL, "so, so")).containsExactly("2");
        assertThat(filtered("m", Operator.IN, "high, \"so, so\"")).containsExactly("1", "2");
        assertThat(filtered("u", Operator.EQUAL, "00000000-0000-0000-0000-00000000000A")).containsExactly("1");
        assertThat(wrong(new Condition("j", Operator.JSON_CONTAINS, "{a: 1}"))).isEqualTo(new WrongValue(0, "{a: 1}", "jsonb"));
        assertThat(wrong(new Condition("j", Operator.JSON_PATH, "$.a["))).isEqualTo(new WrongValue(0, "$.a[", "jsonpath"));
        assertThat(wrong(new Condition("n", Operator.HAS_ANY, "3, x"))).isEqualTo(new WrongValue(0, "x", "integer"));
        var labels = new ArrayList<List<String>>();
        model.labels(model.shownProperty().get().request().table().column("m"), labels::add);
        model.labels(model.shownProperty().get().request().table().column("u"), labels::add);
        assertThat(model.errorProperty().get()).isNull();
        assertThat(labels).containsExactly(List.of("low", "so, so", "high"));
    }

    @Test
    void aConditionInSqlIsOneExpressionAndSaysWhereItIsWrong() throws Exception {
        show("create table t(id int primary key, \"Wörter\" text, j jsonb)", "insert into t values (1, 'a;b', '{\"k\": 1}'), (2, 'c', null), (3, 'd--e', '{}')");
        assertThat(sql("id > 1 and \"Wörter\" <> ';' -- not the first")).containsExactly("2", "3");
        assertThat(sql("j ? 'k' or id = any(array[2])")).containsExactly("1", "2");
        // The "or" stays inside of its own brackets.
        model.filterBy(List.of(Condition.sql("id = 1 or id = 2"), new Condition("id", Operator.GREATER, "1")));
        assertThat(ids()).containsExactly("2");
        assertThat(wrong(Condition.sql("id > 1 and wörter = 'x'")).complaint().orElseThrow().position()).contains(11);
        assertThat(wrong(Condition.sql("id = 1); drop table t; --")).complaint().orElseThrow().position()).contains(6);
        assertThat(wrong(Condition.sql("id = 1; drop table t")).complaint().orElseThrow().position()).contains(6);
        assertThat(wrong(Condition.sql("id = 'one'")).complaint().orElseThrow().message()).contains("invalid input syntax for type integer");
        assertThat(wrong(Condition.sql("id = :one")).complaint().orElseThrow().position()).contains(5);
        model.filterBy(List.of(new Condition("id", Operator.GREATER, "0"), Condition.sql("id")));
        assertThat(model.wrongValueProperty().get().condition()).isEqualTo(1);
        assertThat(model.wrongValueProperty().get().complaint().orElseThrow().message()).contains("must be type boolean");
        assertThat(sql("true")).containsExactly("1", "2", "3");
        assertThat(model.errorProperty().get()).isNull();
        model.filterBy(List.of(Condition.sql("1 / (id - 1) > 0")));
        assertThat(model.wrongValueProperty().get()).isNull();
        assertThat(model.errorProperty().get()).hasMessageContaining("division by zero");
    }

    @Test
    void lookingCannotChangeAnything() throws Exception {
        show("create table t(id int primary key)", "insert into t values (1)", "create function empty() returns boolean language plpgsql as 'begin delete from t; return true; end'");
        model.filterBy(List.of(Condition.sql("empty()")));
        assertThat(model.errorProperty().get()).hasMessageContaining("read-only");
        assertThat(sql("true")).containsExactly("1");
    }

    @Test
    void oneConditionOrAllOfThem() throws Exception {
        show("create table t(id int primary key)", "insert into t select generate_series(1, 9)");
        var both = List.of(new Condition("id", Operator.LESS, "3"), new Condition("id", Operator.IN, "2, 8"));
        model.filterBy(both);
        assertThat(ids()).containsExactly("2");
        model.filterBy(both, true);
        assertThat(ids()).containsExactly("1", "2", "8");
        model.count();
        assertThat(model.totalProperty().get()).isEqualTo(new Total.Exactly(3));
        model.filterBy(List.of(), true);
        assertThat(ids()).hasSize(9);
    }

    private void show(String... statements) throws Exception {
        SERVER.execute(database, statements);
        model.show(reader, new RelationAt(database, BrowsedStack.relation(reader, database, "public", "t")));
    }

    private List<String> filtered(String column, Operator operator, String text) {
        assertThat(Operator.offeredFor(model.shownProperty().get().request().table().column(column))).contains(operator);
        model.filterBy(List.of(new Condition(column, operator, text)));
        assertThat(model.errorProperty().get()).isNull();
        assertThat(model.wrongValueProperty().get()).isNull();
        return ids();
    }

    private List<String> sql(String condition) {
        model.filterBy(List.of(Condition.sql(condition)));
        assertThat(model.wrongValueProperty().get()).isNull();
        return ids();
    }

    private WrongValue wrong(Condition condition) {
        model.filterBy(List.of(condition));
        assertThat(model.errorProperty().get()).isNull();
        return model.wrongValueProperty().get();
    }

    private List<String> ids() {
        return model.shownProperty().get().page().rows().stream().map(row -> row.cell(0).text()).toList();
    }
}
