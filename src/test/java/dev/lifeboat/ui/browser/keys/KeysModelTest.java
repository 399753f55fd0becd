package dev.lifeboat.ui.browser.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.browser.grid.GridModel;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From row to row on a real server, everything in the test's own thread. */
class KeysModelTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private final List<Throwable> unhandled = new ArrayList<>();
    private final Tasks tasks = new Tasks(Runnable::run, Runnable::run, unhandled::add);
    private final GridModel grid = new GridModel(tasks);
    private final KeysModel model = new KeysModel(tasks);
    private StackReader reader;
    private String database;

    @BeforeEach
    void connect() throws Exception {
        reader = new BrowsedStack(SERVER, folder).reader();
        database = SERVER.createDatabase("related");
    }

    @AfterEach
    void close() {
        reader.close();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aCompositeKeyLeadsAcrossSchemasToARowOfAUniqueConstraint() throws Exception {
        SERVER.execute(database, "create schema \"the \"\"other\"",
                "create table \"the \"\"other\".\"Täble\"(id int primary key, \"B\" int, \"a c\" text, unique (\"a c\", \"B\"))",
                "insert into \"the \"\"other\".\"Täble\" values (7, 1, 'it''s'), (8, 2, 'it''s'), (9, 1, 'other')",
                "create table line(id int primary key, x text, y int, foreign key (x, y) references \"the \"\"other\".\"Täble\"(\"a c\", \"B\"))",
                "insert into line values (1, 'it''s', 2), (2, 'it''s', null), (3, 'it''s', 2)");
        show("public", "line");
        assertThat(model.linked()).containsExactlyInAnyOrder("x", "y");
        var reference = follow(row(0), "y").orElseThrow();
        assertThat(reference.filter()).containsExactly(new Condition("a c", Operator.EQUAL, "it's"), new Condition("B", Operator.EQUAL, "2"));
        // MATCH SIMPLE: with one column NULL the row refers to nothing.
        assertThat(follow(row(1), "x")).isEmpty();
        go(reference);
        assertThat(grid.shownProperty().get().page().rows()).singleElement().satisfies(row -> assertThat(row.cell(0).text()).isEqualTo("8"));

        model.look(grid.shownProperty().get(), row(0));
        assertThat(model.relatedProperty().get().forward()).isEmpty();
        assertThat(model.relatedProperty().get().back()).singleElement().satisfies(back -> assertThat(back.count()).isEmpty());
        model.count();
        var referring = model.relatedProperty().get().back().getFirst();
        assertThat(referring.count()).isEqualTo(OptionalLong.of(2));
        go(referring.reference());
        assertThat(grid.shownProperty().get().page().rows()).extracting(row -> row.cell(0).text()).containsExactly("1", "3");
    }

    @Test
    void aTableThatRefersToItselfIsFollowedBothWays() throws Exception {
        SERVER.execute(database, "create table employee(id int primary key, name text, boss int references employee)",
                "insert into employee values (1, 'Ada', null), (2, 'Grace', 1), (3, 'Edsger', 1)");
        show("public", "employee");
        model.look(grid.shownProperty().get(), row(1));
        var related = model.relatedProperty().get();
        assertThat(related.forward()).singleElement().satisfies(preview -> assertThat(preview.row().orElseThrow().cell(1).text()).isEqualTo("Ada"));
        assertThat(related.back()).hasSize(1);
        model.look(grid.shownProperty().get(), row(0));
        assertThat(model.relatedProperty().get().forward()).isEmpty();
        model.count();
        assertThat(model.relatedProperty().get().back().getFirst().count()).isEqualTo(OptionalLong.of(2));
    }

    @Test
    void longAndBinaryKeysAreFollowedWhole() throws Exception {
        SERVER.execute(database, "create table target(hash bytea primary key, name text unique)", "create table source(id int primary key, hash bytea references target, name text references target(name))",
                "insert into target values (decode(repeat('4d5a', 30), 'hex'), repeat('long ', 200))",
                "insert into source select 1, hash, name from target");
        show("public", "source");
        for (var column : List.of("hash", "name")) {
            go(follow(row(0), column).orElseThrow());
            assertThat(grid.shownProperty().get().page().rows()).as(column).hasSize(1);
            show("public", "source");
        }
    }

    @Test
    void aReferenceToARowThatIsNotThereSaysSo() throws Exception {
        SERVER.execute(database, "create table t(id int primary key)", "create table u(id int primary key, t int)", "insert into u values (1, 42)",
                "alter table u add foreign key (t) references t not valid");
        show("public", "u");
        model.look(grid.shownProperty().get(), row(0));
        assertThat(model.relatedProperty().get().forward()).singleElement().satisfies(preview -> assertThat(preview.row()).isEmpty());
        model.show(reader, null);
        assertThat(model.linked()).isEmpty();
        assertThat(model.relatedProperty().get().row()).isNull();
    }

    private void show(String schema, String table) {
        var at = new RelationAt(database, BrowsedStack.relation(reader, database, schema, table));
        model.show(reader, at);
        grid.show(reader, at);
    }

    private void go(Reference reference) {
        model.show(reader, reference.at());
        grid.show(reader, reference.at(), reference.look());
    }

    private GridRow row(int number) {
        return grid.shownProperty().get().page().rows().get(number);
    }

    private Optional<Reference> follow(GridRow row, String column) {
        List<Reference> found = new ArrayList<>();
        model.follow(grid.shownProperty().get(), row, column, found::add);
        assertThat(model.errorProperty().get()).isNull();
        return found.stream().findFirst();
    }
}
