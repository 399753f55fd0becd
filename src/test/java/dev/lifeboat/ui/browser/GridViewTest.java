package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.grid.GridMemory;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.StackReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The grid by keyboard: columns, order, copying, values, filter. */
class GridViewTest extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private BrowsedStack browsed;
    private BrowserModel model;
    private StackReader reader;

    @BeforeEach
    void stack() {
        browsed = closedAtEnd(new BrowsedStack(SERVER, folder));
    }

    @Test
    void columnsAreArrangedAndRememberedAcrossRestarts() throws Exception {
        String database = SERVER.createDatabase("arranged");
        SERVER.execute(database, "create table t(id int primary key, name text, note text, price int)", "insert into t values (1, 'a', null, 5)");
        open(Theme.LIGHT, database, "t");
        robot.clickOn("#browser-columns");
        robot.write("no");
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.SPACE);
        waitFor(() -> shown().equals(List.of("id", "name", "price")));
        robot.clickOn("#browser-columns-search").eraseText(2);
        inFx(() -> {
            lookup("#browser-columns-list", javafx.scene.control.ListView.class).getSelectionModel().select(3);
            return null;
        });
        robot.clickOn("#browser-columns-up");
        robot.clickOn("#browser-columns-up");
        waitFor(() -> shown().equals(List.of("id", "price", "name")));
        screenshot("grid-columns-LIGHT");
        waitFor(() -> remembered().matches("(?s).*\"id\".*\"price\".*\"name\".*\"note\".*\"shown\" : false.*"));
        open(Theme.DARK, database, "t");
        assertThat(shown()).containsExactly("id", "price", "name");
        robot.clickOn("#browser-columns");
        screenshot("grid-columns-DARK");
        robot.clickOn("#browser-columns-reset");
        waitFor(() -> shown().equals(List.of("id", "name", "note", "price")));
        waitFor(() -> remembered().isEmpty());
        assertThat(unhandled).isEmpty();
    }

    @Test
    void sortsBySeveralColumnsAndSaysWhichComesFirst() throws Exception {
        String database = SERVER.createDatabase("sorted");
        SERVER.execute(database, "create table t(id int primary key, g int, n int)", "insert into t select i, i % 2, i % 3 from generate_series(0, 5) i");
        open(Theme.LIGHT, database, "t");
        focus(0, 1);
        robot.press(KeyCode.ALT).push(KeyCode.DOWN).release(KeyCode.ALT);
        waitFor(() -> ids().equals(List.of("5", "3", "1", "4", "2", "0")));
        focus(0, 2);
        robot.press(KeyCode.ALT, KeyCode.SHIFT).push(KeyCode.UP).release(KeyCode.SHIFT, KeyCode.ALT);
        // g descending, n ascending, then the key.
        waitFor(() -> ids().equals(List.of("3", "1", "5", "0", "4", "2")));
        assertThat(place(1)).isEqualTo("1");
        assertThat(place(2)).isEqualTo("2");
        assertThat(place(0)).isEmpty();
        screenshot("grid-sorted");
    }

    @Test
    void copiesInTheFormThatWasChosenLast() throws Exception {
        String database = SERVER.createDatabase("copied");
        SERVER.execute(database, "create table t(id int primary key, n text, note text)", "insert into t values (1, 'a', null), (2, '', 'it''s')");
        open(Theme.LIGHT, database, "t");
        focus(0, 1);
        inFx(() -> {
            grid().getSelectionModel().selectRange(0, grid().getColumns().get(1), 1, grid().getColumns().get(2));
            return null;
        });
        robot.press(KeyCode.CONTROL).push(KeyCode.C).release(KeyCode.CONTROL);
        waitFor(() -> "n\tnote\na\t\n\"\"\tit's\n".equals(clipboard()));
        inFx(() -> {
            grid().getContextMenu().show(grid(), 300, 300);
            ((javafx.scene.control.Menu) grid().getContextMenu().getItems().get(4)).getItems().get(2).fire();
            grid().getContextMenu().hide();
            return null;
        });
        waitFor(() -> "[\n  {\"n\": \"a\", \"note\": null},\n  {\"n\": \"\", \"note\": \"it's\"}\n]\n".equals(clipboard()));
        waitFor(() -> java.nio.file.Files.exists(folder.resolve("copy.json")));
        open(Theme.LIGHT, database, "t");
        focus(1, 2);
        waitFor(() -> model.grid().shownProperty().get() != null);
        robot.press(KeyCode.CONTROL).push(KeyCode.C).release(KeyCode.CONTROL);
        waitFor(() -> "\"it's\"".equals(clipboard()));
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aScreenReaderHearsColumnValueAndState() throws Exception {
        String database = SERVER.createDatabase("heard");
        SERVER.execute(database, "create table t(id int primary key, n text)", "insert into t values (1, null), (2, ''), (3, 'x'), (4, repeat('y', 500))");
        open(Theme.LIGHT, database, "t");
        waitFor(() -> cell(3, 1) != null);
        assertThat(inFx(() -> cell(0, 1).getAccessibleText())).isEqualTo("NULL");
        assertThat(inFx(() -> cell(1, 1).getAccessibleText())).isEqualTo("Empty text");
        assertThat(inFx(() -> cell(2, 1).getAccessibleText())).isEqualTo("x");
        assertThat(inFx(() -> cell(2, 1).getAccessibleRoleDescription())).isEqualTo("column n");
        assertThat(inFx(() -> cell(3, 1).getAccessibleText())).startsWith("beginning: yyy");
    }

    @Test
    void valuesAreShownByWhatTheyAre() throws Exception {
        String database = SERVER.createDatabase("kinds");
        SERVER.execute(database, "create table t(id int primary key, doc jsonb, raw bytea, tags text[], at timestamptz, picture bytea, note text)",
                "insert into t values (1, '{\"name\": \"Ada\", \"list\": [1, 2.50, null, true], \"inner\": {\"odd key\": \"a\\nb\"}}', "
                        + "(select string_agg(decode(md5(i::text), 'hex'), null) from generate_series(1, 60) i), array['red', null, '', 'dark blue'], '2026-11-22 14:32:07.5+00', "
                        + "decode('" + PNG + "', 'hex'), repeat('A line of a longer text that is wrapped. ', 40))");
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            open(theme, database, "t");
            look(1, "#browser-value-tree", "grid-json-" + theme);
            robot.clickOn("#browser-value-form-1");
            waitFor(() -> lookup("#browser-details-text", javafx.scene.control.TextArea.class).getText().startsWith("{\n  \"list\": [\n    1,\n    2.50,"));
            look(2, "#browser-value-hex", "grid-hex-" + theme);
            look(3, "#browser-value-list", "grid-list-" + theme);
            look(4, "#browser-value-moment-server", "grid-moment-" + theme);
            look(5, "#browser-value-image", "grid-image-" + theme);
        }
        assertThat(inFx(() -> lookup("#browser-value-image", Node.class)).lookup(".label")).isInstanceOfSatisfying(Label.class,
                label -> assertThat(label.getText()).isEqualTo("8 × 8 pixels"));
        assertThat(unhandled).isEmpty();
    }

    @Test
    void theFilterIsWrittenByKeyboard() throws Exception {
        String database = SERVER.createDatabase("typed");
        SERVER.execute(database, "create table t(id int primary key, name text, price numeric(8,2), at timestamptz)",
                "insert into t select i, 'place ' || i, i * 1.5, timestamptz '2026-11-22 14:00+00' - i * interval '1 day' from generate_series(1, 200) i");
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            open(theme, database, "t");
            focus(6, 1);
            robot.press(KeyCode.CONTROL, KeyCode.SHIFT).push(KeyCode.F).release(KeyCode.SHIFT, KeyCode.CONTROL);
            waitFor(() -> ids().equals(List.of("7")));
            robot.clickOn("#browser-filter-add-sql");
            robot.write("price > 290 and nme like 'p%'").push(KeyCode.ENTER);
            waitFor(() -> lookup("#browser-filter-wrong-1", Label.class).isVisible());
            assertThat(lookup("#browser-filter-wrong-1", Label.class).getText()).startsWith("At character 17: column \"nme\" does not exist");
            assertThat(lookup("#browser-filter-value-1", TextField.class).getSelectedText()).isEqualTo("nme");
            screenshot("grid-filter-wrong-" + theme);
            robot.write("name").push(KeyCode.ENTER);
            waitFor(() -> grid().getItems().isEmpty());
            robot.clickOn("#browser-filter-any-1");
            robot.clickOn("#browser-filter-apply");
            waitFor(() -> ids().equals(List.of("7", "194", "195", "196", "197", "198", "199", "200")));
            screenshot("grid-filter-" + theme);
        }
        assertThat(unhandled).isEmpty();
    }

    /** 8 by 8 pixels, made with ImageIO. */
    private static final String PNG = png();

    private static String png() {
        var image = new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) image.setRGB(i % 8, i / 8, i * 0x030507);
        var out = new java.io.ByteArrayOutputStream();
        try {
            javax.imageio.ImageIO.write(image, "png", out);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return java.util.HexFormat.of().formatHex(out.toByteArray());
    }

    /** What the file of the one table holds; empty when there is none. */
    private String remembered() {
        var files = folder.resolve("columns").toFile().listFiles((_, name) -> name.endsWith(".json") && !name.startsWith("."));
        try {
            return files == null || files.length == 0 ? "" : java.nio.file.Files.readString(files[0].toPath());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void look(int column, String node, String picture) throws Exception {
        focus(0, column);
        robot.push(KeyCode.ENTER);
        waitFor(() -> robot.lookup(node).tryQuery().isPresent());
        screenshot(picture);
    }

    private void focus(int row, int column) throws Exception {
        inFx(() -> {
            grid().requestFocus();
            grid().scrollToColumnIndex(column);
            grid().getSelectionModel().clearAndSelect(row, grid().getColumns().get(column));
            grid().getFocusModel().focus(row, grid().getColumns().get(column));
            return null;
        });
        settle();
    }

    private void open(Theme theme, String database, String table) throws Exception {
        if (reader != null) inFx(() -> {
            scene().getWindow().hide();
            return null;
        });
        reader = browsed.reader();
        model = new BrowserModel(tasks(), _ -> reader, browsed::writer, Optional.of(new GridMemory(folder)));
        org.testfx.api.FxToolkit.registerPrimaryStage();
        var view = inFx(() -> new BrowserView(model, context()));
        show(view.node(), theme, 1000, 800);
        var relation = BrowsedStack.relation(reader, database, "public", table);
        inFx(() -> {
            view.onStackChanged(Optional.of(browsed.stack));
            view.onShown();
            model.choose(new RelationAt(database, relation));
            return null;
        });
        waitFor(() -> model.grid().shownProperty().get() != null);
        waitFor(() -> cell(0, 0) != null);
    }

    @SuppressWarnings("unchecked")
    private TableView<GridRow> grid() {
        return lookup("#browser-grid", TableView.class);
    }

    private List<String> shown() {
        return grid().getVisibleLeafColumns().stream().map(column -> name(column)).toList();
    }

    private static String name(TableColumn<GridRow, ?> column) {
        return ((Label) column.getGraphic().lookup(".browser-heading-name")).getText();
    }

    private String place(int column) throws Exception {
        return inFx(() -> ((Label) grid().getColumns().get(column).getGraphic().lookup(".browser-heading-place")).getText());
    }

    private List<String> ids() {
        return grid().getItems().stream().map(row -> row.cell(0).text()).toList();
    }

    private TableCell<?, ?> cell(int row, int column) {
        return robot.lookup(".browser-cell").queryAllAs(TableCell.class).stream()
                .filter(cell -> cell.getTableRow() != null && cell.getTableRow().getIndex() == row && cell.getTableRow().isVisible() && !cell.isEmpty()
                        && cell.getTableColumn().getId().equals("browser-column-" + column)).findFirst().orElse(null);
    }

    private static String clipboard() {
        return Clipboard.getSystemClipboard().getString();
    }
}
