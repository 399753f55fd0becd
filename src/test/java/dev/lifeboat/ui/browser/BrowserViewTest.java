package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.grid.GridTable;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.tree.TreeEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BrowserViewTest extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private BrowsedStack browsed;
    private BrowserModel model;

    @BeforeEach
    void stack() {
        browsed = closedAtEnd(new BrowsedStack(SERVER, folder));
        model = new BrowserModel(tasks(), _ -> browsed.reader(), browsed::writer);
    }

    @Test
    void fromTheTreeToTheRowsAndBackThroughSortFilterAndPages() throws Exception {
        String database = SERVER.createDatabase("walk");
        SERVER.execute(database, "create table \"Lagerplätze 📦\"(\"Nr\" int primary key, name text, note text)",
                "insert into \"Lagerplätze 📦\" select i, 'place ' || i, case i % 3 when 0 then null when 1 then '' else 'taken' end from generate_series(1, 230) i",
                "analyze");
        open();
        choose(database, "public", "Lagerplätze 📦");
        assertThat(text(0, 0)).isEqualTo("1");
        // 1 has the empty text, 3 has NULL: they must not look alike.
        assertThat(text(0, 2)).isEmpty();
        assertThat(text(2, 2)).isEqualTo("NULL");
        assertThat(lookup("#browser-where", Label.class).getText()).isEqualTo("Rows 1–100");
        assertThat(lookup("#browser-total", Label.class).getText()).isEqualTo("of about 230");
        robot.clickOn("#browser-next");
        waitFor(() -> "101".equals(text(0, 0)));
        robot.clickOn("#browser-last");
        waitFor(() -> "131".equals(text(0, 0)));
        robot.clickOn("#browser-count");
        waitFor(() -> lookup("#browser-total", Label.class).getText().equals("of 230"));
        inFx(() -> grid().getSortOrder().add(grid().getColumns().getFirst()));
        waitFor(() -> "1".equals(text(0, 0)));
        inFx(() -> {
            grid().getColumns().getFirst().setSortType(TableColumn.SortType.DESCENDING);
            return null;
        });
        waitFor(() -> "230".equals(text(0, 0)));

        robot.clickOn("#browser-filter-open");
        robot.clickOn("#browser-filter-value-0").write("abc");
        // The first column is a number: "=" is its first operator.
        robot.push(KeyCode.ENTER);
        waitFor(() -> lookup("#browser-filter-wrong-0", Label.class).isVisible());
        assertThat(lookup("#browser-filter-wrong-0", Label.class).getText()).isEqualTo("'abc' is not a valid integer");
        assertThat(lookup("#browser-filter-value-0", TextField.class).getText()).isEqualTo("abc");
        assertThat(text(0, 0)).isEqualTo("230");
        screenshot("browser-wrong-value");
        inFx(() -> {
            @SuppressWarnings("unchecked")
            ComboBox<Operator> operator = lookup("#browser-filter-operator-0", ComboBox.class);
            operator.setValue(Operator.IN);
            lookup("#browser-filter-value-0", TextField.class).setText("7, 9, 400");
            return null;
        });
        robot.clickOn("#browser-filter-apply");
        waitFor(() -> grid().getItems().size() == 2);
        assertThat(text(0, 0)).isEqualTo("9");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aLongValueIsReadWholeAndCopied() throws Exception {
        String database = SERVER.createDatabase("long");
        SERVER.execute(database, "create table t(id int primary key, words text)", "insert into t values (1, repeat('sea ', 500)), (2, E'two\\nlines')");
        open();
        choose(database, "public", "t");
        assertThat(text(0, 1)).endsWith("…");
        assertThat(text(1, 1)).isEqualTo("two⏎lines");
        inFx(() -> {
            grid().requestFocus();
            grid().getSelectionModel().select(0, grid().getColumns().get(1));
            grid().getFocusModel().focus(0, grid().getColumns().get(1));
            return null;
        });
        robot.push(KeyCode.ENTER);
        waitFor(() -> robot.lookup("#browser-details-text").tryQuery().isPresent()
                && lookup("#browser-details-text", TextArea.class).getText().equals("sea ".repeat(500)));
        assertThat(lookup("#browser-details-facts", Label.class).getText()).isEqualTo("text · 2,000 characters");
        robot.clickOn("#browser-details-copy");
        assertThat(inFx(() -> Clipboard.getSystemClipboard().getString())).isEqualTo("sea ".repeat(500));
        inFx(() -> {
            grid().getSelectionModel().clearAndSelect(1, grid().getColumns().getFirst());
            grid().requestFocus();
            return null;
        });
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).push(KeyCode.C).release(KeyCode.SHIFT, KeyCode.CONTROL);
        waitFor(() -> "id\twords\n2\t\"two\nlines\"\n".equals(Clipboard.getSystemClipboard().getString()));
        assertThat(unhandled).isEmpty();
    }

    @Test
    void theStructureShowsWhatIsThere() throws Exception {
        String database = SERVER.createDatabase("built");
        SERVER.execute(database, "create table ship(id int generated always as identity primary key, name text not null default 'Ada')",
                "create table boat(id int primary key, ship int references ship(id), check (id > 0))");
        open();
        choose(database, "public", "boat");
        inFx(() -> {
            lookup("#browser-tabs", TabPane.class).getSelectionModel().select(1);
            return null;
        });
        waitFor(() -> robot.lookup("#browser-structure-foreign").tryQuery().isPresent());
        assertThat(words("#browser-structure-foreign")).contains("FOREIGN KEY (ship) REFERENCES ship(id)");
        assertThat(words("#browser-structure-checks")).contains("CHECK (id > 0)");
        assertThat(robot.lookup("#browser-structure-triggers").tryQuery()).isEmpty();
        choose(database, "public", "ship");
        waitFor(() -> robot.lookup("#browser-structure-referenced").tryQuery().isPresent());
        assertThat(words("#browser-structure-columns")).contains("identity, always", "'Ada'::text", "not null");
    }

    @Test
    void theSearchNarrowsATreeOfFiveThousandTables() throws Exception {
        String database = SERVER.createDatabase("many");
        SERVER.execute(database, "do $$ begin for i in 1..5000 loop execute format('create table t_%s()', lpad(i::text, 4, '0')); if i % 500 = 0 then commit; end if; end loop; end $$");
        open();
        var item = read(database);
        assertThat(item.getChildren().getFirst().getChildren()).hasSize(5000);
        robot.clickOn("#browser-search").write("T_499");
        waitFor(() -> item.getChildren().getFirst().getChildren().size() == 10);
        robot.write("zzz");
        waitFor(() -> item.getChildren().getFirst().getValue() instanceof TreeEntry.Note);
    }

    @Test
    void aDeadConnectionSaysSoAndTriesAgain() throws Exception {
        String database = SERVER.createDatabase("gone");
        SERVER.execute(database, "create table t(id int primary key)", "insert into t values (1)");
        open();
        choose(database, "public", "t");
        SERVER.execute("postgres", "alter database " + TestServer.quoted(database) + " with allow_connections false",
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
        robot.clickOn("#browser-reload");
        waitFor(() -> robot.lookup("#browser-grid-error-what").tryQuery().isPresent());
        assertThat(text(0, 0)).isEqualTo("1");
        screenshot("browser-dead");
        SERVER.execute("postgres", "alter database " + TestServer.quoted(database) + " with allow_connections true");
        robot.clickOn("#browser-grid-error-retry");
        waitFor(() -> !lookup("#browser-grid-error", Node.class).isVisible());
        assertThat(unhandled).isEmpty();
    }

    @Test
    void picturesOfRealInputInBothThemes() throws Exception {
        String database = SERVER.createChinook();
        SERVER.execute(database, "create table every_kind(id bigint primary key, ok boolean, price numeric(10,2), doc jsonb, raw bytea, tags text[], at timestamptz, note text)",
                "insert into every_kind select i, i % 2 = 0, i * 1.25, jsonb_build_object('name', 'Ada', 'list', array[1,2,i]), decode(repeat('4d5a', (i * 37)::int), 'hex'), "
                        + "array['a', null, 'b c'], timestamptz '2026-11-22 14:32:07+00' + i * interval '1 hour', case i % 3 when 0 then null when 1 then '' else repeat('long words ', 60) end from generate_series(1, 3000) i",
                "create view \"Möwen\" as select id, note from every_kind", "analyze");
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            model = new BrowserModel(tasks(), _ -> browsed.reader(), browsed::writer);
            open(theme);
            screenshot("browser-nothing-" + theme);
            choose(database, "public", "track");
            screenshot("browser-chinook-" + theme);
            choose(database, "public", "every_kind");
            inFx(() -> {
                grid().getFocusModel().focus(1, grid().getColumns().get(7));
                grid().getSelectionModel().clearAndSelect(1, grid().getColumns().get(7));
                grid().requestFocus();
                return null;
            });
            screenshot("browser-data-" + theme);
            robot.push(KeyCode.ENTER);
            waitFor(() -> robot.lookup("#browser-details-text").tryQuery().isPresent() && !lookup("#browser-details-text", TextArea.class).getText().isEmpty());
            screenshot("browser-details-" + theme);
            inFx(() -> {
                lookup("#browser-tabs", TabPane.class).getSelectionModel().select(1);
                return null;
            });
            waitFor(() -> robot.lookup("#browser-structure-columns").tryQuery().isPresent());
            screenshot("browser-structure-" + theme);
            choose(database, "public", "track");
            waitFor(() -> robot.lookup("#browser-structure-foreign").tryQuery().isPresent());
            screenshot("browser-structure-chinook-" + theme);
            inFx(() -> {
                scene().getWindow().hide();
                return null;
            });
        }
        assertThat(unhandled).isEmpty();
    }

    private void open() throws Exception {
        open(Theme.LIGHT);
    }

    private void open(Theme theme) throws Exception {
        org.testfx.api.FxToolkit.registerPrimaryStage();
        var view = inFx(() -> new BrowserView(model, context()));
        show(view.node(), theme, 1000, 800);
        inFx(() -> {
            view.onStackChanged(Optional.of(browsed.stack));
            view.onShown();
            return null;
        });
        waitFor(() -> !model.tree().databases().isEmpty());
    }

    private TreeItem<TreeEntry> read(String database) throws Exception {
        var item = inFx(() -> tree().getRoot().getChildren().stream()
                .filter(each -> each.getValue() instanceof TreeEntry.Database(var branch) && branch.name().equals(database)).findFirst().orElseThrow());
        inFx(() -> {
            item.setExpanded(true);
            return null;
        });
        waitFor(() -> item.getChildren().getFirst().getValue() instanceof TreeEntry.Schema);
        return item;
    }

    private void choose(String database, String schema, String name) throws Exception {
        var item = read(database);
        inFx(() -> {
            var found = item.getChildren().stream().flatMap(each -> each.getChildren().stream())
                    .filter(each -> each.getValue() instanceof TreeEntry.Relation(_, var branch)
                            && branch.relation().schema().equals(schema) && branch.relation().name().equals(name)).findFirst().orElseThrow();
            found.getParent().setExpanded(true);
            tree().getSelectionModel().select(found);
            return null;
        });
        waitFor(() -> model.grid().shownProperty().get() != null && model.chosenProperty().get().relation().name().equals(name));
        settle();
        waitFor(() -> grid().getItems().isEmpty() || text(0, 0) != null); // cells are laid out after the rows have come
    }

    @SuppressWarnings("unchecked")
    private TreeView<TreeEntry> tree() {
        return lookup("#browser-tree", TreeView.class);
    }

    private GridTable grid() {
        return lookup("#browser-grid", GridTable.class);
    }

    /** What the cell of the grid says. */
    private String text(int row, int column) {
        return robot.lookup(".browser-cell").queryAllAs(TableCell.class).stream()
                .filter(cell -> cell.getTableRow() != null && cell.getTableRow().getIndex() == row && cell.getTableRow().isVisible()
                        && GridTable.indexOf(cell.getTableColumn()) == column && !cell.isEmpty())
                .map(cell -> cell.getText()).findFirst().orElse(null);
    }

    private String words(String selector) {
        return robot.from(lookup(selector, Node.class)).lookup(".label").queryAllAs(Label.class).stream().map(Label::getText).collect(Collectors.joining("\n"));
    }
}
