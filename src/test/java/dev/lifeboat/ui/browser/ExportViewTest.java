package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.job.JobHistory;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.transfer.ExportJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExportViewTest extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private BrowsedStack browsed;
    private BrowserModel model;
    private JobQueue queue;

    @BeforeEach
    void stack() {
        browsed = closedAtEnd(new BrowsedStack(SERVER, folder));
        queue = new JobQueue(new JobHistory(folder.resolve("jobs.jsonl")), folder.resolve("lifeboat.log"));
        model = new BrowserModel(tasks(), _ -> browsed.reader(), browsed::writer).with(new ExportJobs(queue, context().formats()));
    }

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void theRowsOfTheGridGoToAFile() throws Exception {
        for (var theme : new Theme[] {Theme.LIGHT, Theme.DARK}) walk(theme);
        assertThat(unhandled).isEmpty();
    }

    private void walk(Theme theme) throws Exception {
        String word = theme.name().toLowerCase(java.util.Locale.ROOT);
        String database = SERVER.createDatabase("export");
        SERVER.execute(database, "create table places(id int primary key, name text)", "insert into places select i, 'place ' || i from generate_series(1, 230) i", "analyze",
                "create table slow(id int)", "insert into slow select generate_series(1, 3000)",
                "create view slowly as select id, pg_sleep(0.005)::text as waited from slow");
        org.testfx.api.FxToolkit.registerPrimaryStage();
        var view = inFx(() -> new BrowserView(model, context()));
        show(view.node(), theme, 1000, 800);
        inFx(() -> {
            view.onStackChanged(Optional.of(browsed.stack));
            return null;
        });
        choose(database, "places");
        inFx(() -> {
            lookup("#browser-grid", javafx.scene.Node.class).requestFocus();
            return null;
        });
        robot.push(KeyCode.ALT, KeyCode.X);
        lookup("#export-sheet", javafx.scene.Node.class);
        Path file = folder.resolve("places-" + word + ".csv");
        Files.writeString(file, "old");
        name(file);
        waitFor(() -> lookup("#export-replaces", Label.class).isVisible());
        screenshot("export-" + word);
        robot.clickOn("#export-form-2");
        assertThat(lookup("#export-file", TextField.class).getText()).endsWith("places-" + word + ".jsonl");
        robot.clickOn("#export-form-0");
        robot.clickOn("#export-go");
        lookup("#export-end", javafx.scene.Node.class);
        screenshot("export-done-" + word);
        assertThat(Files.readAllLines(file)).hasSize(231).startsWith("id,name", "1,place 1");
        robot.clickOn("#export-close");

        choose(database, "slowly");
        robot.clickOn("#browser-export");
        Path slow = folder.resolve("slow-" + word + ".csv");
        name(slow);
        robot.clickOn("#export-go");
        waitFor(() -> robot.lookup(".job-progress .quiet").queryAll().stream()
                .anyMatch(label -> !((Label) label).getText().isEmpty()));
        screenshot("export-running-" + word);
        robot.clickOn("#export-stop");
        lookup("#export-end", javafx.scene.Node.class);
        screenshot("export-stopped-" + word);
        assertThat(slow).doesNotExist();
        robot.clickOn("#export-close");
    }

    @Test
    void aConnectionThatWasLostIsBackAtTheNextAction() throws Exception {
        String database = SERVER.createDatabase("lost");
        SERVER.execute(database, "create table places(id int primary key, name text)", "insert into places select i, 'place ' || i from generate_series(1, 230) i");
        org.testfx.api.FxToolkit.registerPrimaryStage();
        for (var theme : new Theme[] {Theme.LIGHT, Theme.DARK}) {
            var view = inFx(() -> new BrowserView(model, context()));
            show(view.node(), theme, 1000, 800);
            inFx(() -> {
                view.onStackChanged(Optional.of(browsed.stack));
                return null;
            });
            choose(database, "places");
            assertThat(model.lostAtProperty().get()).isNull();
            SERVER.execute("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
            choose(database, "places");
            assertThat(lookup("#browser-reconnected .label", Label.class).getText()).startsWith("The connection to the server was lost at ").endsWith(" and is back.");
            screenshot("reconnected-" + theme.name().toLowerCase(java.util.Locale.ROOT));
            assertThat(model.grid().errorProperty().get()).isNull();
            assertThat(robot.lookup(".error-banner").queryAllAs(javafx.scene.Node.class)).noneMatch(javafx.scene.Node::isVisible);
            assertThat(model.grid().shownProperty().get().page().rows()).hasSize(100);
            robot.clickOn("#browser-reconnected-close");
            waitFor(() -> model.lostAtProperty().get() == null);
        }
        assertThat(unhandled).isEmpty();
    }

    private void name(Path file) throws Exception {
        inFx(() -> {
            lookup("#export-file", TextField.class).setText(file.toString());
            return null;
        });
    }

    private void choose(String database, String name) throws Exception {
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
