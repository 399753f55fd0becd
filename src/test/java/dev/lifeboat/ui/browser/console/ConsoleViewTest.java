package dev.lifeboat.ui.browser.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.BrowserModel;
import dev.lifeboat.ui.browser.BrowserView;
import dev.lifeboat.ui.browser.edit.StackWriter;
import dev.lifeboat.ui.browser.read.GridRow;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.browser.transfer.ExportJobs;
import dev.lifeboat.ui.shell.Stages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConsoleViewTest extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private ConsolesModel consoles;
    private JobQueue queue;

    @BeforeEach
    void openQueue() {
        queue = new JobQueue(new JobHistory(folder.resolve("jobs.jsonl")), folder.resolve("lifeboat.log"));
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    @Test
    void fromTheTextToRowsMessagesPlanAndBackFromTheHistory() throws Exception {
        var stack = stack(Environment.DEVELOPMENT, Protection.CONFIRM);
        open(stack);
        robot.clickOn("#console-open");
        waitFor(() -> robot.lookup("#console-text").tryQuery().isPresent());
        waitFor(() -> text().isFocused());

        robot.write("select id, name from customer order by na");
        waitFor(() -> completion().isVisible());
        assertThat(completion().getItems()).extracting(Completion.Candidate::text).contains("name");
        pictures("console-completion");
        robot.push(KeyCode.ENTER);
        waitFor(() -> text().getText().endsWith("order by name"));
        robot.press(KeyCode.CONTROL).push(KeyCode.ENTER).release(KeyCode.CONTROL);
        waitFor(() -> robot.lookup("#console-grid").tryQuery().isPresent() && grid().getItems().size() == 3);
        assertThat(lookup("#console-count", Label.class).getText()).startsWith("3 rows · ");
        assertThat(lookup("#console-state", Label.class).getText()).isEqualTo("No transaction");

        type("\n\n-- Raise every price by a tenth.\nbegin;\nupdate product set price = price * 1.1;\nselect id, nme from customer;\n");
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).push(KeyCode.ENTER).release(KeyCode.SHIFT, KeyCode.CONTROL);
        // The first statement has no semicolon, so it and BEGIN are one to the server: it says where that is wrong.
        waitFor(() -> log().stream().anyMatch(line -> line.kind() == LogLine.Kind.ERROR));
        inFx(() -> {
            text().insertText(text().getText().indexOf("\n\n"), ";");
            return null;
        });
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT).push(KeyCode.ENTER).release(KeyCode.SHIFT, KeyCode.CONTROL);
        waitFor(() -> lookup("#console-state", Label.class).getText().equals("Transaction failed"));
        assertThat(log().stream().map(LogLine::text)).anyMatch(line -> line.startsWith("40 rows updated in "));
        assertThat(log().getLast().detail()).contains("Line 6, column 12").contains("SQLSTATE 42703");
        pictures("console-error");
        robot.clickOn("#console-rollback");
        waitFor(() -> lookup("#console-state", Label.class).getText().equals("No transaction"));

        type("\nselect c.name, count(*) from customer c join purchase p on p.customer = c.id\n  group by c.name having count(*) > 1;");
        robot.clickOn("#console-analyze");
        waitFor(() -> robot.lookup("#console-plan-tree").tryQuery().isPresent());
        waitFor(() -> lookup("#console-plan-tree", TreeTableView.class).getRoot() != null);
        assertThat(lookup("#console-plan-summary", Label.class).getText()).contains("in all. Most of it: ");
        pictures("console-plan");

        robot.press(KeyCode.CONTROL).push(KeyCode.H).release(KeyCode.CONTROL);
        waitFor(() -> robot.lookup("#history-table").tryQuery().isPresent());
        robot.clickOn("#history-search").write("update product");
        TableView<?> history = lookup("#history-table", TableView.class);
        waitFor(() -> history.getItems().size() == 1);
        pictures("console-history");
        inFx(() -> {
            history.getSelectionModel().selectFirst();
            return null;
        });
        robot.clickOn("#history-put");
        waitFor(() -> text().getText().endsWith("update product set price = price * 1.1"));
        assertThat(unhandled).isEmpty();
    }

    @Test
    void manyRowsAreReadOnDemandAndWhatRunsIsStopped() throws Exception {
        open(stack(Environment.DEVELOPMENT, Protection.CONFIRM));
        robot.clickOn("#console-open");
        waitFor(() -> robot.lookup("#console-text").tryQuery().isPresent());
        type("select i as number, md5(i::text) as hash, i % 3 = 0 as third, now() + i * interval '1 day' as day\nfrom generate_series(1, 2500) i;");
        robot.clickOn("#console-run");
        waitFor(() -> robot.lookup("#console-grid").tryQuery().isPresent() && grid().getItems().size() == 1000);
        pictures("console-rows");
        robot.clickOn("#console-more");
        waitFor(() -> grid().getItems().size() == 2000);
        robot.clickOn("#console-more");
        waitFor(() -> grid().getItems().size() == 2500);
        waitFor(() -> !lookup("#console-more", javafx.scene.control.Button.class).isVisible());

        robot.clickOn("#console-export");
        Path file = folder.resolve("rows.jsonl");
        inFx(() -> {
            lookup("#export-file", TextField.class).setText(file.toString());
            return null;
        });
        robot.clickOn("#export-form-2");
        pictures("console-export");
        robot.clickOn("#export-go");
        lookup("#export-end", javafx.scene.Node.class);
        assertThat(Files.readAllLines(file)).hasSize(2500).first().asString().startsWith("{\"number\": 1, \"hash\": \"c4ca4238a0b923820dcc509a6f75849b\", \"third\": false, \"day\": \"");
        robot.clickOn("#export-close");

        type("\nselect pg_sleep(60);");
        robot.clickOn("#console-run");
        waitFor(() -> lookup("#console-state", Label.class).getText().equals("Running"));
        ConsoleModelTest.untilActive(SERVER, consoles.chosenProperty().get());
        robot.clickOn("#console-stop");
        waitFor(() -> log().stream().anyMatch(line -> line.text().startsWith("The server stopped it after ")));
        pictures("console-stopped");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aResultIsCopiedInEachFormAndItsValuesAreLookedAtAsInTheGrid() throws Exception {
        open(stack(Environment.DEVELOPMENT, Protection.CONFIRM));
        robot.clickOn("#console-open");
        waitFor(() -> robot.lookup("#console-text").tryQuery().isPresent());
        // Two columns of one name and type: each is itself.
        type("select 1 as n, 2 as n, '{\"list\": [1, 2.50], \"name\": \"Ada\"}'::jsonb as doc, null::text as note, repeat('sea ', 300000) as words\nunion all select 3, 4, '[]', 'O''Hara', '';");
        robot.clickOn("#console-run");
        waitFor(() -> robot.lookup("#console-grid").tryQuery().isPresent() && grid().getItems().size() == 2);
        select(0, 0, 3);
        copyAs("json");
        assertThat(clipboard()).isEqualTo("[\n  {\"n\": 1, \"n_2\": 2, \"doc\": {\"list\": [1, 2.50], \"name\": \"Ada\"}, \"note\": null}\n]\n");
        copyAs("sql_insert");
        assertThat(clipboard()).startsWith("insert into \"SQL 1\" (\"n\", \"n\", \"doc\", \"note\") values\n  (1, 2, '{");
        copyAs("markdown");
        assertThat(clipboard()).startsWith("| n | n | doc | note |\n| ---: | ---: | --- | --- |\n| 1 | 2 |").endsWith("| *NULL* |\n");
        // The form is remembered: the key copies in it, and so does the grid of a table.
        select(1, 0, 1);
        robot.press(KeyCode.CONTROL).push(KeyCode.C).release(KeyCode.CONTROL);
        assertThat(clipboard()).isEqualTo("| n | n |\n| ---: | ---: |\n| 3 | 4 |\n");

        select(0, 2, 2);
        robot.push(KeyCode.ENTER);
        waitFor(() -> robot.lookup("#browser-details #browser-value-tree").tryQuery().isPresent());
        assertThat(lookup("#console-value-cut", Label.class).isVisible()).isFalse();
        pictures("console-value");
        robot.push(KeyCode.ESCAPE);
        waitFor(() -> robot.lookup("#console-value-cut").tryQuery().isEmpty());
        // Of a long one the beginning was kept, and that is said; the clipboard does not take it for all of it.
        select(0, 4, 4);
        robot.push(KeyCode.ENTER);
        waitFor(() -> robot.lookup("#console-value-cut").tryQuery().filter(javafx.scene.Node::isVisible).isPresent());
        waitFor(() -> robot.lookup("#browser-details-text").tryQuery().isPresent());
        pictures("console-value-cut");
        robot.clickOn("#browser-details-close");
        waitFor(() -> robot.lookup("#console-value-cut").tryQuery().isEmpty() && grid().isFocused());
        robot.press(KeyCode.CONTROL).push(KeyCode.C).release(KeyCode.CONTROL);
        waitFor(() -> robot.lookup("#console-error-what").tryQuery().isPresent());
        assertThat(clipboard()).startsWith("| n | n |");
        assertThat(unhandled).isEmpty();
    }

    private void select(int row, int from, int to) throws Exception {
        inFx(() -> {
            grid().requestFocus();
            grid().getSelectionModel().clearSelection();
            grid().getSelectionModel().selectRange(row, grid().getColumns().get(from), row, grid().getColumns().get(to));
            grid().getFocusModel().focus(row, grid().getColumns().get(to));
            return null;
        });
        settle();
    }

    private void copyAs(String form) throws Exception {
        inFx(() -> {
            var forms = (javafx.scene.control.Menu) grid().getContextMenu().getItems().stream().filter(item -> "browser-menu-copyAs".equals(item.getId())).findFirst().orElseThrow();
            forms.getItems().stream().filter(item -> ("browser-copy-" + form).equals(item.getId())).findFirst().orElseThrow().fire();
            return null;
        });
    }

    private static String clipboard() throws Exception {
        return inFx(() -> javafx.scene.input.Clipboard.getSystemClipboard().getString());
    }

    @Test
    void aProductionStackAsksAndAReadOnlyOneRefuses() throws Exception {
        var production = stack(Environment.PRODUCTION, Protection.TYPE_NAME);
        open(production);
        robot.clickOn("#console-open");
        waitFor(() -> robot.lookup("#console-text").tryQuery().isPresent());
        type("delete from purchase;");
        robot.clickOn("#console-run");
        waitFor(() -> robot.lookup("#confirm-go").tryQuery().isPresent());
        pictures("console-confirm");
        robot.clickOn("#confirm-name").write("shop");
        robot.clickOn("#confirm-go");
        waitFor(() -> log().stream().anyMatch(line -> line.text().startsWith("60 rows deleted in ")));

        inFx(() -> {
            consoles.use(Optional.of(new Stack("shop", Environment.PRODUCTION, production.server(), production.databases(), Optional.empty(), Protection.READ_ONLY)));
            return null;
        });
        waitFor(() -> consoles.tabs().size() == 1);
        waitFor(() -> robot.lookup("#console-read-only").tryQuery().isPresent());
        type("\ndelete from customer;");
        robot.clickOn("#console-run");
        waitFor(() -> log().stream().anyMatch(line -> line.text().equals("cannot execute DELETE in a read-only transaction")));
        pictures("console-read-only");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void tabsAreKeptRenamedAndClosedByKey() throws Exception {
        open(stack(Environment.DEVELOPMENT, Protection.CONFIRM));
        robot.clickOn("#browser-search");
        robot.press(KeyCode.CONTROL).push(KeyCode.T).release(KeyCode.CONTROL);
        waitFor(() -> robot.lookup("#console-text").tryQuery().isPresent() && text().isFocused());
        robot.push(KeyCode.F2);
        waitFor(() -> robot.lookup("#console-name").tryQuery().isPresent());
        robot.write("Prices").push(KeyCode.ENTER);
        waitFor(() -> tabs().getTabs().getLast().getText().equals("Prices"));
        waitFor(() -> robot.lookup("#console-name").tryQuery().isEmpty());
        inFx(() -> {
            text().requestFocus();
            return null;
        });
        robot.press(KeyCode.CONTROL).push(KeyCode.W).release(KeyCode.CONTROL);
        waitFor(() -> tabs().getTabs().size() == 1);
        assertThat(unhandled).isEmpty();
    }

    private Stack stack(Environment environment, Protection protection) throws Exception {
        String database = SERVER.createDatabase("shop");
        SERVER.execute(database, "create table customer(id int primary key, name text not null)", "insert into customer values (1, 'Ada'), (2, 'Grace'), (3, 'Edsger')",
                "create table product(id int primary key, price numeric)", "insert into product select i, i from generate_series(1, 40) i",
                "create table purchase(id int primary key, customer int references customer)", "insert into purchase select i, i % 3 + 1 from generate_series(1, 60) i", "analyze");
        return new Stack("shop", environment, SERVER.address(), List.of(database), Optional.empty(), protection);
    }

    private void open(Stack stack) throws Exception {
        var passwords = SERVER.passwords(folder);
        org.testfx.api.FxToolkit.registerPrimaryStage();
        consoles = inFx(() -> new ConsolesModel(tasks(), context().formats(), each -> new ConsoleServer(each, new Server(each.server(), passwords), Optional.of(new ExportJobs(queue, context().formats()))), new ConsoleStore(folder.resolve("consoles"))));
        var browser = new BrowserModel(tasks(), each -> new StackReader(new Server(each.server(), passwords), _ -> {
            throw new AssertionError("no table was chosen");
        }), each -> new StackWriter(new AuditLog(folder.resolve("audit.jsonl")), each.name(), _ -> {
            throw new AssertionError("nothing was edited");
        }));
        var view = inFx(() -> new BrowserView(browser, context()).with(consoles));
        show(view.node(), Theme.LIGHT, 1000, 820);
        inFx(() -> {
            view.onStackChanged(Optional.of(stack));
            view.onShown();
            return null;
        });
    }

    /** Puts a text at the end: written by the robot, each name would open the list of names. */
    private void type(String more) throws Exception {
        var area = text();
        inFx(() -> {
            area.appendText(more);
            area.moveTo(area.getLength());
            area.requestFocus();
            return null;
        });
    }

    private void pictures(String name) throws Exception {
        if (System.getProperty("lifeboat.screenshots") == null) return;
        for (var theme : List.of(Theme.DARK, Theme.LIGHT)) {
            inFx(() -> {
                Stages.theme(theme);
                return null;
            });
            screenshot(name + "-" + theme.name().toLowerCase(Locale.ROOT));
        }
    }

    private CodeArea text() {
        return lookup("#console-text", CodeArea.class);
    }

    private CompletionList completion() {
        return lookup("#console-completion", CompletionList.class);
    }

    private TabPane tabs() {
        return lookup("#console-tabs", TabPane.class);
    }

    @SuppressWarnings("unchecked")
    private TableView<GridRow> grid() {
        return lookup("#console-grid", TableView.class);
    }

    private List<LogLine> log() {
        return consoles.chosenProperty().get().log();
    }
}
