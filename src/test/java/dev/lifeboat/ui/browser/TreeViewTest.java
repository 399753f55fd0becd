package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.tree.TreeEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TreeViewTest extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private BrowsedStack browsed;
    private BrowserModel model;

    @BeforeEach
    void stack() {
        browsed = new BrowsedStack(SERVER, folder);
    }

    @Test
    void tablesFirstAndTheRestInFoldersListedWhenTheyAreOpened() throws Exception {
        String database = SERVER.createDatabase("folders");
        SERVER.execute(database, "create table boat(id int primary key)", "create view seen as select 1 as one", "create materialized view kept as select 1 as one",
                "create sequence numbers", "create type mood as enum ('calm', 'rough')", "create function twice(n int) returns int language sql as 'select 2 * n'");
        open(Theme.LIGHT);
        var schema = read(database).getChildren().getFirst();
        waitFor(() -> schema(database).getChildren().size() == 6);
        assertThat(lines(schema(database))).containsExactly("boat", "VIEWS 1", "MATERIALIZED_VIEWS 1", "FUNCTIONS 1", "SEQUENCES 1", "TYPES 1");
        assertThat(schema.getValue()).isEqualTo(schema(database).getValue());
        var functions = schema(database).getChildren().get(3);
        assertThat(lines(functions)).containsExactly("note");
        expand(functions);
        waitFor(() -> lines(functions).equals(List.of("twice(n integer)")));
        select(functions.getChildren().getFirst());
        waitFor(() -> robot.lookup("#browser-definition-text").tryQuery().isPresent() && lookup("#browser-definition-text", TextArea.class).getText().contains("2 * n"));
        assertThat(lookup("#browser-definition-text", TextArea.class).getText()).startsWith("CREATE OR REPLACE FUNCTION public.twice(n integer)");
        robot.clickOn("#browser-definition-close");
        var types = schema(database).getChildren().get(5);
        expand(types);
        waitFor(() -> lines(types).equals(List.of("mood")));
        var views = schema(database).getChildren().get(1);
        select(views.getChildren().getFirst());
        waitFor(() -> model.chosenProperty().get() != null && model.chosenProperty().get().relation().name().equals("seen"));
        rowsAreThere();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void containerPubsTablesHavePlainNames() throws Exception {
        String database = SERVER.createDatabase("dart_cloud");
        SERVER.execute(database, "create table users(id int primary key)", "create table functions(id int primary key)", "create table function_deployments(id int primary key)",
                "create table api_keys(id int primary key)", "create table other(id int primary key)");
        open(Theme.LIGHT);
        var branch = read(database).getChildren().getFirst();
        assertThat(branch.getValue()).isInstanceOf(TreeEntry.ContainerPub.class);
        assertThat(lines(branch)).containsExactly("Users", "Functions", "Deployments", "API keys");
        select(branch.getChildren().get(3));
        waitFor(() -> model.chosenProperty().get() != null && model.chosenProperty().get().relation().name().equals("api_keys"));
        // What comes later, such as the folders of sequences, makes the lines anew: the chosen one stays.
        SERVER.execute(database, "create sequence later");
        robot.clickOn("#browser-refresh");
        // While the database is read again it has no schema.
        waitFor(() -> database(database).getChildren().stream().anyMatch(each -> each.getValue() instanceof TreeEntry.Schema && lines(each).contains("SEQUENCES 1")));
        // The shortcut stays the chosen line: the tree does not jump to the table further down.
        assertThat(tree().getSelectionModel().getSelectedItem()).isNotNull();
        assertThat(tree().getSelectionModel().getSelectedItem().getValue()).isInstanceOf(TreeEntry.Shortcut.class);
        rowsAreThere();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aTableOfFiveThousandIsOpenedByItsName() throws Exception {
        String database = SERVER.createDatabase("many");
        SERVER.execute(database, "do $$ begin for i in 1..5000 loop execute format('create table t_%s(id int primary key, note_%s text)', lpad(i::text, 4, '0'), i); if i % 500 = 0 then commit; end if; end loop; end $$",
                "create function note_all() returns int language sql as 'select 1'");
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            open(theme);
            read(database);
            screenshot("tree-5000-" + theme);
            robot.press(KeyCode.CONTROL).push(KeyCode.P).release(KeyCode.CONTROL);
            waitFor(() -> robot.lookup("#quick-open-text").tryQuery().isPresent());
            robot.clickOn("#quick-open-text").write("0042");
            waitFor(() -> found().getItems().size() == 1);
            robot.eraseText(4).write("499");
            // t_0499, t_1499, t_2499, t_3499, t_4499 and t_4990 to t_4999; the beginning of the word ranks before its middle.
            waitFor(() -> found().getItems().size() == 15);
            assertThat(found().getItems().getFirst().toString()).contains("t_4990");
            screenshot("quick-open-" + theme);
            robot.push(KeyCode.DOWN).push(KeyCode.ENTER);
            waitFor(() -> model.chosenProperty().get() != null && model.chosenProperty().get().relation().name().equals("t_4991"));
            waitFor(() -> tree().getSelectionModel().getSelectedItem() != null && tree().getSelectionModel().getSelectedItem().getValue() instanceof TreeEntry.Relation(_, var line) && line.relation().name().equals("t_4991"));
            assertThat(robot.lookup("#quick-open").tryQuery().filter(Node::isVisible).filter(node -> node.getScene() != null)).isEmpty();

            robot.press(KeyCode.CONTROL).push(KeyCode.P).release(KeyCode.CONTROL);
            robot.clickOn("#quick-open-deeper");
            robot.clickOn("#quick-open-text").write("note_a");
            waitFor(() -> found().getItems().stream().anyMatch(each -> each.toString().contains("note_all()")));
            robot.eraseText(6).write("note_77");
            waitFor(() -> found().getItems().size() >= 11);
            assertThat(found().getItems().getFirst().toString()).contains("note_77,");
            robot.push(KeyCode.ENTER);
            waitFor(() -> model.chosenProperty().get().relation().name().equals("t_0077"));
            rowsAreThere();
            inFx(() -> {
                scene().getWindow().hide();
                return null;
            });
        }
        rowsAreThere();
        assertThat(unhandled).isEmpty();
    }

    /** Reads that come after a test's end would find no threads. */
    private void rowsAreThere() throws Exception {
        waitFor(() -> model.grid().shownProperty().get() != null && !model.grid().loadingProperty().get());
        settle();
    }

    private void open(Theme theme) throws Exception {
        org.testfx.api.FxToolkit.registerPrimaryStage();
        model = new BrowserModel(tasks(), _ -> browsed.reader(), browsed::writer);
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
        var item = inFx(() -> database(database));
        expand(item);
        waitFor(() -> !(item.getChildren().getFirst().getValue() instanceof TreeEntry.Note));
        return item;
    }

    private TreeItem<TreeEntry> database(String name) {
        return tree().getRoot().getChildren().stream()
                .filter(each -> each.getValue() instanceof TreeEntry.Database(var branch) && branch.name().equals(name)).findFirst().orElseThrow();
    }

    private TreeItem<TreeEntry> schema(String database) {
        return database(database).getChildren().stream().filter(each -> each.getValue() instanceof TreeEntry.Schema).findFirst().orElseThrow();
    }

    private static void expand(TreeItem<TreeEntry> item) throws Exception {
        inFx(() -> {
            item.setExpanded(true);
            return null;
        });
    }

    private void select(TreeItem<TreeEntry> item) throws Exception {
        inFx(() -> {
            tree().getSelectionModel().select(item);
            return null;
        });
    }

    private static List<String> lines(TreeItem<TreeEntry> item) {
        List<String> lines = new ArrayList<>();
        item.getChildren().forEach(child -> lines.add(switch (child.getValue()) {
            case TreeEntry.Relation(_, var branch) -> branch.relation().name();
            case TreeEntry.Folder(_, _, var group, var count) -> group + " " + count;
            case TreeEntry.Thing(_, var object) -> object.name();
            case TreeEntry.Shortcut(_, var shortcut) -> shortcut.title();
            case TreeEntry.Note _ -> "note";
            default -> child.getValue().toString();
        }));
        return lines;
    }

    @SuppressWarnings("unchecked")
    private TreeView<TreeEntry> tree() {
        return lookup("#browser-tree", TreeView.class);
    }

    private ListView<?> found() {
        return lookup("#quick-open-list", ListView.class);
    }
}
