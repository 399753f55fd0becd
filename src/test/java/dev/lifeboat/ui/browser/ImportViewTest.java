package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.transfer.ImportProblem;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.transfer.ImportJobs;
import dev.lifeboat.ui.browser.tree.TreeEntry;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ImportViewTest extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private BrowsedStack browsed;
    private BrowserModel model;
    private BrowserView view;
    private JobQueue queue;
    private String database;

    @BeforeEach
    void stack() throws Exception {
        browsed = new BrowsedStack(SERVER, folder);
        queue = new JobQueue(new JobHistory(folder.resolve("jobs.jsonl")), folder.resolve("lifeboat.log"));
        database = SERVER.createDatabase("import");
        SERVER.execute(database, "create table places(id int generated always as identity primary key, code text not null unique, name varchar(20) not null, kind text, opened date, seats numeric(6, 1), note text)",
                "insert into places(code, name) values ('HH', 'Hamburg')");
    }

    @AfterEach
    void close() {
        queue.close();
    }

    private void open(Theme theme, Stack stack) throws Exception {
        org.testfx.api.FxToolkit.registerPrimaryStage();
        model = new BrowserModel(tasks(), _ -> browsed.reader(), browsed::writer)
                .with(new ImportJobs(queue, new AuditLog(folder.resolve("audit.jsonl")), _ -> SERVER.server(folder)));
        view = inFx(() -> new BrowserView(model, context()));
        show(view.node(), theme, 1000, 800);
        inFx(() -> {
            view.onStackChanged(Optional.of(stack));
            view.onShown();
            return null;
        });
    }

    @Test
    void aFileComesIntoTheTable() throws Exception {
        for (var theme : new Theme[] {Theme.LIGHT, Theme.DARK}) intoTable(theme);
        assertThat(unhandled).isEmpty();
    }

    private void intoTable(Theme theme) throws Exception {
        String word = theme.name().toLowerCase(Locale.ROOT);
        SERVER.execute(database, "delete from places where code <> 'HH'");
        open(theme, browsed.stack);
        choose("places");
        inFx(() -> {
            lookup("#browser-grid", Node.class).requestFocus();
            return null;
        });
        robot.push(KeyCode.ALT, KeyCode.I);
        lookup("#import-sheet", Node.class);
        assertThat(lookup("#import-next", Button.class).isDisabled()).isTrue();
        Path file = folder.resolve("places.csv");
        Files.write(file, ("Code;NAME;Opened;Seats;Colour;note\r\nB;Berlin;2026-01-05;12,5;red;\r\nM;München;;3;blue;\"\"\r\nK;\"Köln;\nam Rhein\";2026-02-30;x;green;n\r\nHH;Harburg;;1;;\r\n")
                .getBytes(Charset.forName("windows-1252")));
        name(file);
        waitFor(() -> !lookup("#import-next", Button.class).isDisabled());
        assertThat(lookup("#import-encoding", ComboBox.class).getValue()).hasToString("WINDOWS_1252");
        assertThat(lookup("#import-delimiter-1", javafx.scene.control.ToggleButton.class).isSelected()).isTrue();
        assertThat(columns()).containsExactly("Code", "NAME", "Opened", "Seats", "Colour", "note");
        screenshot("import-file-" + word);
        robot.clickOn("#import-header");
        waitFor(() -> columns().getFirst().equals("column_1"));
        robot.clickOn("#import-header");
        waitFor(() -> columns().getFirst().equals("Code"));

        robot.clickOn("#import-next");
        assertThat(goes(0)).isEqualTo("code");
        assertThat(goes(1)).isEqualTo("name");
        assertThat(goes(4)).isEmpty();
        assertThat(lookup("#import-made .label", Label.class).getText()).contains("id (GENERATED ALWAYS)");
        map(0, "");
        assertThat(lookup("#import-missing .label", Label.class).getText()).contains("code");
        map(0, "name");
        assertThat(lookup("#import-try", Button.class).isDisabled()).isTrue();
        assertThat(lookup("#import-problem", Label.class).getText()).contains("name");
        screenshot("import-columns-wrong-" + word);
        map(0, "code");
        map(4, "kind");
        screenshot("import-columns-" + word);
        robot.clickOn("#import-try");
        waitForEnd();
        assertThat(problems()).containsExactly("2 seats", "4 opened", "6 code");
        screenshot("import-problems-" + word);
        assertThat(count("places")).isEqualTo(1);

        Files.writeString(file, "Code;NAME;Opened;Seats;Colour;note\r\nB;Berlin;2026-01-05;12.5;red;\r\nM;München;;3;blue;\"\"\r\n");
        robot.clickOn("#import-back");
        robot.clickOn("#import-back");
        name(file);
        waitFor(() -> lookup("#import-encoding", ComboBox.class).getValue().toString().equals("UTF_8"));
        robot.clickOn("#import-next");
        robot.clickOn("#import-try");
        waitForEnd();
        assertThat(said()).isEqualTo("All 2 rows would be taken by places. Nothing was kept.");
        screenshot("import-tried-" + word);
        assertThat(count("places")).isEqualTo(1);
        robot.clickOn("#import-go");
        robot.clickOn("#confirm-cancel");
        lookup("#import-end", Node.class);
        robot.clickOn("#import-go");
        screenshot("import-confirm-" + word);
        robot.clickOn("#confirm-go");
        waitFor(() -> said().equals("Imported 2 rows into places."));
        screenshot("import-done-" + word);
        robot.clickOn("#import-close");
        waitFor(() -> model.grid().shownProperty().get().page().rows().size() == 3);
        assertThat(text("select string_agg(coalesce(note, 'null') || ':' || coalesce(kind, 'null'), ',' order by code) from places")).isEqualTo("null:red,null:null,:blue");
    }

    @Test
    void aFileBecomesANewTable() throws Exception {
        for (var theme : new Theme[] {Theme.LIGHT, Theme.DARK}) newTable(theme);
        assertThat(unhandled).isEmpty();
    }

    private void newTable(Theme theme) throws Exception {
        String word = theme.name().toLowerCase(Locale.ROOT);
        open(theme, browsed.stack);
        var tree = lookup("#browser-tree", TreeView.class);
        openMenu(tree);
        robot.clickOn("#browser-tree-import");
        lookup("#import-sheet", Node.class);
        Path file = folder.resolve("City list " + word + ".csv");
        Files.writeString(file, "id,city,founded,population,data\n1,Rome,2026-04-21,2800000000,\"{\"\"a\"\": 1}\"\n2,Ostia,infinity,,[]\n");
        name(file);
        waitFor(() -> !lookup("#import-next", Button.class).isDisabled());
        robot.clickOn("#import-next");
        assertThat(lookup("#import-table", TextField.class).getText()).isEqualTo("city_list_" + word);
        var sql = lookup("#import-creation-text", TextArea.class);
        assertThat(sql.getText()).isEqualTo("create table \"public\".\"city_list_" + word + "\" (\n    \"id\" integer,\n    \"city\" text,\n    \"founded\" date,\n    \"population\" bigint,\n    \"data\" jsonb\n);");
        robot.clickOn("#import-name-1").push(KeyCode.SHORTCUT, KeyCode.A).write("Town \"x\"");
        waitFor(() -> sql.getText().contains("\"Town \"\"x\"\"\" text"));
        screenshot("import-new-" + word);
        robot.clickOn("#import-go");
        robot.clickOn("#confirm-go");
        waitFor(() -> said().equals("Imported 2 rows into city_list_" + word + "."));
        robot.clickOn("#import-close");
        assertThat(text("select string_agg(\"Town \"\"x\"\"\", ',' order by id) from city_list_" + word)).isEqualTo("Rome,Ostia");
        waitFor(() -> robot.lookup("city_list_" + word).tryQuery().isPresent());
    }

    @SuppressWarnings("unchecked")
    private void openMenu(TreeView<?> tree) throws Exception {
        var items = ((TreeView<TreeEntry>) tree).getRoot().getChildren();
        waitFor(() -> !items.isEmpty());
        inFx(() -> {
            at(items).setExpanded(true);
            return null;
        });
        waitFor(() -> at(items).getChildren().stream().anyMatch(item -> item.getValue() instanceof TreeEntry.Schema));
        inFx(() -> {
            ((TreeView<TreeEntry>) tree).getSelectionModel().select(at(items).getChildren().getFirst());
            tree.getContextMenu().show(tree, Side.TOP, 40, 120);
            return null;
        });
    }

    private TreeItem<TreeEntry> at(List<TreeItem<TreeEntry>> items) {
        return items.stream().filter(item -> ((TreeEntry.Database) item.getValue()).branch().name().equals(database)).findFirst().orElseThrow();
    }

    @Test
    void aReadOnlyStackSaysWhyNothingIsImported() throws Exception {
        open(Theme.LIGHT, new Stack("shop", Environment.PRODUCTION, SERVER.address(), List.of(), Optional.empty(), Protection.READ_ONLY));
        choose("places");
        robot.clickOn("#browser-import");
        assertThat(lookup("#import-refused .label", Label.class).getText()).contains("shop is read-only");
        assertThat(robot.lookup("#import-file").tryQuery()).isEmpty();
        screenshot("import-read-only");
        robot.clickOn("#import-close");
    }

    @Test
    void aProtectedStackAsksForItsNameAndAStopLeavesNothing() throws Exception {
        SERVER.execute(database, "create table slow(id int check (pg_sleep(0.02) is not null))");
        open(Theme.LIGHT, new Stack("shop", Environment.PRODUCTION, SERVER.address(), List.of(), Optional.empty(), Protection.TYPE_NAME));
        choose("slow");
        robot.clickOn("#browser-import");
        Path file = folder.resolve("slow.csv");
        Files.writeString(file, "id\n" + "1\n".repeat(200_000));
        name(file);
        waitFor(() -> !lookup("#import-next", Button.class).isDisabled());
        robot.clickOn("#import-next");
        robot.clickOn("#import-go");
        assertThat(lookup("#confirm-go", Button.class).isDisabled()).isTrue();
        robot.clickOn("#confirm-name").write("shop");
        robot.clickOn("#confirm-go");
        waitFor(() -> robot.lookup("#import-stop").tryQuery().isPresent());
        while (Integer.parseInt(text("select count(*)::text from pg_stat_activity where datname = '" + database + "' and query like 'copy%' and state = 'active'")) == 0) Thread.sleep(20);
        screenshot("import-running");
        robot.clickOn("#import-stop");
        waitForEnd();
        assertThat(said()).isEqualTo("Stopped. Nothing was imported.");
        assertThat(count("slow")).isZero();
        assertThat(unhandled).isEmpty();
    }

    private void name(Path file) throws Exception {
        inFx(() -> {
            lookup("#import-file", TextField.class).clear();
            lookup("#import-file", TextField.class).setText(file.toString());
            return null;
        });
    }

    private List<String> columns() {
        var names = new ArrayList<String>();
        for (var column : lookup("#import-preview", TableView.class).getColumns()) names.add(((javafx.scene.control.TableColumn<?, ?>) column).getText());
        return names;
    }

    private String goes(int index) {
        return (String) lookup("#import-goes-" + index, ComboBox.class).getValue();
    }

    @SuppressWarnings("unchecked")
    private void map(int index, String column) throws Exception {
        inFx(() -> {
            lookup("#import-goes-" + index, ComboBox.class).setValue(column);
            return null;
        });
        settle();
    }

    private void waitForEnd() throws Exception {
        waitFor(() -> robot.lookup("#import-end").tryQuery().isPresent());
    }

    private String said() {
        return robot.lookup("#import-end .label").tryQuery().map(label -> ((Label) label).getText()).orElse("");
    }

    @SuppressWarnings("unchecked")
    private List<String> problems() {
        return ((TableView<ImportProblem>) lookup("#import-problems", TableView.class)).getItems().stream().map(problem -> problem.line().orElse(0) + " " + problem.column()).toList();
    }

    private long count(String table) throws SQLException {
        return Long.parseLong(text("select count(*)::text from " + table));
    }

    private String text(String sql) throws SQLException {
        try (var connection = SERVER.connect(database); var statement = connection.createStatement(); var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void choose(String name) throws Exception {
        RelationAt relation;
        try (var reader = browsed.reader()) {
            relation = new RelationAt(database, BrowsedStack.relation(reader, database, "public", name));
        }
        inFx(() -> {
            model.choose(relation);
            return null;
        });
        waitFor(() -> model.grid().shownProperty().get() != null && model.grid().shownProperty().get().request().table().name().equals(name));
        settle();
    }
}
