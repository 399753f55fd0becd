package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.orm.Db;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.executed.ExecutedModel;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the Browser ran, shown in both themes. */
class ExecutedViewTest extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;

    @Test
    void theStatementsThatWereRunAreListed() throws Exception {
        String database = SERVER.createDatabase("executed");
        SERVER.execute(database, "create table harbour(id int primary key)");
        var browsed = closedAtEnd(new BrowsedStack(SERVER, folder));
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            org.testfx.api.FxToolkit.registerPrimaryStage();
            var executed = new ExecutedModel(tasks(), java.time.Clock.fixed(NOW, java.time.ZoneOffset.UTC));
            var browser = new BrowserModel(tasks(), _ -> browsed.reader(), browsed::writer);
            var view = inFx(() -> new BrowserView(browser, context()).with(executed));
            show(view.node(), theme, 1000, 800);
            Db db = executed.watching("shop", of -> Db.over(() -> SERVER.connect(of))).apply(database);
            db.rows("public", "harbour").list();
            robot.clickOn("#executed-open");
            waitFor(() -> robot.lookup("#executed-table").tryQuery().isPresent() && lookup("#executed-table", TableView.class).getItems().size() >= 2);
            inFx(() -> {
                lookup("#executed-table", TableView.class).getSelectionModel().select(0);
                return null;
            });
            screenshot("executed-" + theme);
            assertThat(lookup("#executed-statement-text", TextArea.class).getText()).contains("\"harbour\"");
            robot.clickOn("#executed-close");
            inFx(() -> {
                scene().getWindow().hide();
                return null;
            });
        }
        assertThat(unhandled).isEmpty();
    }
}
