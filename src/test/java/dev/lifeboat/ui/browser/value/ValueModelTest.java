package dev.lifeboat.ui.browser.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.browser.read.Answer;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.browser.read.PageRequest;
import dev.lifeboat.ui.browser.read.Position;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SortBy;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.browser.read.ValueAt;
import dev.lifeboat.ui.browser.read.ValueSource;
import dev.lifeboat.ui.common.Tasks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Long values of a real server, read by parts, with everything on the thread of the test. */
class ValueModelTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private final List<Throwable> unhandled = new ArrayList<>();
    private final ValueModel model = new ValueModel(new Tasks(Runnable::run, Runnable::run, unhandled::add));
    private StackReader reader;
    private String database;

    @BeforeEach
    void open() throws Exception {
        database = SERVER.createDatabase("value");
        reader = new BrowsedStack(SERVER, folder).reader();
    }

    @AfterEach
    void close() {
        reader.close();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aLongTextIsReadByParts() throws Exception {
        // 600,001 characters of four different lengths in UTF-8: 60,000 x 10 characters and an end.
        SERVER.execute(database, "create table t(id int primary key, n text)", "insert into t values (1, repeat('a1ä2€3😀4b5', 60000) || 'Z')");
        show("t", "n", List.of());
        assertThat(cell("t", "n").bytes()).isEqualTo(60000 * 16 + 1);
        assertThat(cell("t", "n").text()).isEqualTo("a1ä2€3😀4b5".repeat(40));
        assertThat(model.openedProperty().get().size()).contains(new ValueSource.Size(960001, 600001));
        assertThat(part().text()).isEqualTo("a1ä2€3😀4b5".repeat(3276) + "a1ä2€3😀4");
        assertThat(part().whole()).isFalse();
        model.next();
        assertThat(part().from()).isEqualTo(32768);
        assertThat(part().text()).startsWith("b5a1ä2");
        model.last();
        assertThat(part().from()).isEqualTo(18 * 32768);
        assertThat(part().text()).endsWith("b5Z");
        model.previous();
        assertThat(part().from()).isEqualTo(17 * 32768);
        model.first();
        assertThat(part().from()).isZero();
        var copied = new ArrayList<String>();
        model.copy(copied::add);
        assertThat(copied).containsExactly("a1ä2€3😀4b5".repeat(60000) + "Z");
        model.save(folder.resolve("n.txt"));
        assertThat(model.errorProperty().get()).isNull();
        assertThat(Files.readString(folder.resolve("n.txt"))).isEqualTo("a1ä2€3😀4b5".repeat(60000) + "Z");
        assertThat(model.savedProperty().get()).isEqualTo(960001);
        assertThat(folder.resolve("n.txt.partial")).doesNotExist();
    }

    @Test
    void bytesTooAndTheyAreSavedAsTheyAre() throws Exception {
        SERVER.execute(database, "create table t(id int primary key, b bytea)",
                "insert into t select 1, string_agg(int4send(i), null order by i) from generate_series(0, 1199999) i");
        show("t", "b", List.of());
        assertThat(part().bytes()).hasSize(65536).startsWith(0, 0, 0, 0, 0, 0, 0, 1);
        model.last();
        // 4,800,000 bytes: 73 parts of 65,536 before, the last of 15,872; it ends with 1,199,999 = 0x00124F7F.
        assertThat(part().from()).isEqualTo(73 * 65536);
        assertThat(part().bytes()).hasSize(15872).endsWith(0x00, 0x12, 0x4f, 0x7f);
        model.save(folder.resolve("b.bin"));
        byte[] saved = Files.readAllBytes(folder.resolve("b.bin"));
        assertThat(saved).hasSize(4_800_000);
        assertThat(Arrays.copyOfRange(saved, 4 * 1_048_577, 4 * 1_048_577 + 4)).containsExactly(0x00, 0x10, 0x00, 0x01);
    }

    @Test
    void aDocumentIsReadWholeForItsTreeUnlessItIsTooLarge() throws Exception {
        SERVER.execute(database, "create table t(id int primary key, j jsonb)", "insert into t select 1, jsonb_agg(i) from generate_series(1, 100000) i");
        show("t", "j", List.of());
        assertThat(model.formProperty().get()).isEqualTo(Form.TREE);
        assertThat(part().whole()).isTrue();
        assertThat(JsonItem.parse(part().text()).orElseThrow().children()).hasSize(100000);
        model.choose(Form.TEXT);
        assertThat(part().whole()).isFalse();
        assertThat(part().text()).hasSize(32768);
        SERVER.execute(database, "update t set j = to_jsonb(repeat('x', 9000000))");
        show("t", "j", List.of());
        assertThat(model.openedProperty().get().forms()).containsExactly(Form.TEXT);
        model.copy(_ -> unhandled.add(new AssertionError("copied")));
        assertThat(model.errorProperty().get()).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void rowsWithoutAKeyPaddedTextsAndKeysAreFoundAgain() throws Exception {
        SERVER.execute(database, "create table bare(n int, t text, c char(500))", "insert into bare values (1, repeat('v', 300000), 'pad')",
                "create view seen as select * from bare union all select 2, 'short', ''", "create table named(k text primary key)", "insert into named values (repeat('k', 1000))");
        for (String name : List.of("bare", "seen")) {
            show(name, "t", name.equals("seen") ? List.of(new SortBy("n", false)) : List.of());
            model.last();
            assertThat(part().text()).isEqualTo("v".repeat(300000 - 9 * 32768));
            model.save(folder.resolve(name + ".txt"));
            assertThat(folder.resolve(name + ".txt")).hasContent("v".repeat(300000));
            show(name, "c", List.of());
            assertThat(part().text()).isEqualTo("pad" + " ".repeat(497));
            model.save(folder.resolve(name + "-c.txt"));
            assertThat(Files.readString(folder.resolve(name + "-c.txt"))).isEqualTo("pad" + " ".repeat(497));
        }
        show("named", "k", List.of());
        assertThat(part().text()).isEqualTo("k".repeat(1000));
    }

    @Test
    void aKeyOfSeveralColumnsOfAnyTypeFindsTheValueToSave() throws Exception {
        SERVER.execute(database, "create type mood as enum ('calm', 'rough')", "create table \"My \"\"log\"(at timestamptz, m mood, \"The doc\" jsonb, primary key (at, m))",
                "insert into \"My \"\"log\" select '2026-11-22 14:00:00.000001+00', m, jsonb_build_object(m::text, repeat('ä', 500000)) from unnest(enum_range(null::mood)) m");
        var at = at("My \"log", "The doc", List.of());
        model.show(at.column(), at.row().cell(2), reader.value(at));
        model.save(folder.resolve("doc.json"));
        assertThat(model.errorProperty().get()).isNull();
        assertThat(Files.readString(folder.resolve("doc.json"))).isEqualTo("{\"calm\": \"" + "ä".repeat(500000) + "\"}");
        // NULL since: what was there is not saved as an empty file.
        SERVER.execute(database, "update \"My \"\"log\" set \"The doc\" = null");
        model.save(folder.resolve("null.json"));
        assertThat(model.errorProperty().get()).isInstanceOf(Failure.NotFound.class);
        assertThat(folder.resolve("null.json")).doesNotExist();
    }

    @Test
    void whatIsGoneIsSaidToBe() throws Exception {
        SERVER.execute(database, "create table t(id int primary key, n text)", "insert into t values (1, repeat('x', 300000))");
        show("t", "n", List.of());
        SERVER.execute(database, "delete from t");
        model.next();
        assertThat(model.errorProperty().get()).isInstanceOf(Failure.NotFound.class);
        assertThat(part().from()).isZero();
        model.save(folder.resolve("gone.txt"));
        assertThat(folder.resolve("gone.txt")).doesNotExist();
        assertThat(folder.resolve("gone.txt.partial")).doesNotExist();
    }

    @Test
    void aShortValueNeedsNoServer() {
        var column = new CatalogColumn("n", "text", "text", CatalogColumn.Family.TEXT, false, Optional.empty(), CatalogColumn.Origin.PLAIN, Optional.empty(), true);
        model.show(column, new Cell("", false, -1), null);
        assertThat(model.openedProperty().get().size()).contains(new ValueSource.Size(0, 0));
        model.show(column, Cell.NULL, null);
        assertThat(model.openedProperty().get().size()).isEmpty();
        model.show(column, new Cell("89504e47", false, 4), ValueSource.held("x".getBytes(StandardCharsets.US_ASCII)));
        assertThat(part().bytes()).containsExactly(0x89, 'P', 'N', 'G');
    }

    private ValueModel.Part part() {
        assertThat(model.partProperty().get()).isNotNull();
        return model.partProperty().get();
    }

    private Cell cell(String name, String column) {
        return at(name, column, List.of()).row().cell(1);
    }

    private void show(String name, String column, List<SortBy> order) {
        var at = at(name, column, order);
        model.show(at.column(), at.row().cell(at.request().table().columns().indexOf(at.column())), reader.value(at));
    }

    /** The first row's. */
    private ValueAt at(String name, String column, List<SortBy> order) {
        var table = reader.table(new RelationAt(database, BrowsedStack.relation(reader, database, "public", name)), new Cancellation());
        var request = new PageRequest(database, table, order, List.of(), 100);
        var page = (Answer.Rows) reader.page(request, new Position.First(), new Cancellation());
        return new ValueAt(request, new Position.First(), page.rows(), page.rows().getFirst(), table.column(column));
    }
}
