package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.ui.browser.tree.TreeEntry;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class TreeViewTest extends OpenedBrowser {

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
        }
        rowsAreThere();
        assertThat(unhandled).isEmpty();
    }

    @Test
    void theLinesSayHowManyRowsAndTheRestIsInTheTooltip() throws Exception {
        String database = SERVER.createDatabase("counted");
        SERVER.execute(database, "create table boats(id int primary key)", "insert into boats select generate_series(1, 3503)", "create table lone(id int)", "insert into lone values (1)",
                "vacuum analyze boats", "vacuum analyze lone", "create table fresh(id int)");
        open(Theme.LIGHT);
        read(database);
        waitFor(() -> line("fresh") != null && line("fresh").getAccessibleText().contains("with indexes"));
        assertThat(figure("boats")).isEqualTo("3.5K rows");
        assertThat(line("boats").getAccessibleText()).startsWith("Table public.boats\nAbout 3,503 rows\n").endsWith("KiB with indexes and large values");
        assertThat(figure("lone")).isEqualTo("1 row");
        // Nobody has counted its rows: its size would stand there as if it were a number of rows.
        assertThat(figure("fresh")).isEmpty();
        assertThat(line("fresh").getAccessibleText()).contains("The number of rows is not known");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void theDiagramOfASchemaIsOpenedFromItsLine() throws Exception {
        String database = SERVER.createChinook();
        SERVER.execute(database, "create schema \"Other one\"", "create table \"Other one\".alone(id int primary key)");
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            open(theme);
            read(database);
            choose(database, "track");
            inFx(() -> {
                tree().requestFocus();
                return null;
            });
            select(database(database).getChildren().stream().filter(each -> each.getValue() instanceof TreeEntry.Schema(_, var name, _) && name.equals("public")).findFirst().orElseThrow());
            robot.press(KeyCode.CONTROL, KeyCode.SHIFT).push(KeyCode.D).release(KeyCode.SHIFT, KeyCode.CONTROL);
            waitFor(() -> robot.lookup("#browser-diagram-facts").tryQueryAs(Label.class).filter(label -> label.getText().equals("11 tables, 11 keys")).isPresent());
            assertThat(lookup("#browser-name", Label.class).getText()).isEqualTo("public");
            assertThat(lookup("#browser-kind", Label.class).getText()).isEqualTo("Schema · " + database);
            // How far it reaches from a table is no question here, and there are no rows to filter.
            assertThat(lookup("#browser-diagram-reach", Node.class).isVisible()).isFalse();
            assertThat(lookup("#browser-filter-open", Node.class).isVisible()).isFalse();
            screenshot("diagram-schema-" + theme);

            select(database(database).getChildren().stream().filter(each -> each.getValue() instanceof TreeEntry.Schema(_, var name, _) && name.equals("Other one")).findFirst().orElseThrow());
            robot.clickOn("#browser-schema-diagram");
            waitFor(() -> lookup("#browser-diagram-facts", Label.class).getText().equals("1 table, 0 keys"));

            // Back is to what was looked at before.
            robot.press(KeyCode.ALT).push(KeyCode.LEFT).release(KeyCode.ALT);
            waitFor(() -> lookup("#browser-name", Label.class).getText().equals("track") && lookup("#browser-filter-open", Node.class).isVisible());
            rowsAreThere();
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void theNameOfATableIsReadableInANarrowWindow() throws Exception {
        String database = SERVER.createDatabase("narrow");
        SERVER.execute(database, "create table function_deployments(id int primary key, note text)", "insert into function_deployments select i, 'place ' || i from generate_series(1, 60) i");
        // A window of 900 and one of 1,000 without the navigation at the left.
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            for (int width : List.of(700, 800)) {
                open(theme, width);
                choose(database, "function_deployments");
                var name = lookup("#browser-name", Label.class);
                screenshot("browser-narrow-" + width + "-" + theme);
                waitFor(() -> name.getWidth() >= name.prefWidth(-1));
                assertThat(lookup("#browser-columns", Node.class).isVisible()).isFalse();
                assertThat(lookup("#browser-filter-open", Button.class).getAccessibleText()).isEqualTo("Filter");
                assertThat(lookup("#browser-filter-open", Button.class).getTooltip().getText()).isEqualTo("Filter");
            }
            robot.clickOn("#browser-more");
            screenshot("browser-more-" + theme);
            robot.clickOn("#browser-columns-item");
            waitFor(() -> robot.lookup("#browser-columns-search").tryQuery().isPresent());
        }
        open(Theme.LIGHT, 1000);
        choose(database, "function_deployments");
        assertThat(lookup("#browser-columns", Node.class).isVisible()).isTrue();
        assertThat(lookup("#browser-more", Node.class).isVisible()).isFalse();
        assertThat(unhandled).isEmpty();
    }

    private TreeCell<?> line(String relation) {
        return robot.lookup(".tree-cell").queryAllAs(TreeCell.class).stream()
                .filter(cell -> cell.isVisible() && cell.getItem() instanceof TreeEntry.Relation(_, var branch) && branch.relation().name().equals(relation)).findFirst().orElse(null);
    }

    private String figure(String relation) {
        return ((Label) line(relation).lookup(".browser-figures")).getText();
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

    private ListView<?> found() {
        return lookup("#quick-open-list", ListView.class);
    }
}
