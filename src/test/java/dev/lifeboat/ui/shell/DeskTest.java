package dev.lifeboat.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Folders;
import dev.lifeboat.app.Settings;
import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.job.Work;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.ui.ViewTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** The whole window on a real program in an empty home. */
class DeskTest extends ViewTest {
    @TempDir
    Path home;

    private final ExecutorService background = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory());
    private App app;
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        FxToolkit.registerPrimaryStage();
        var environment = Map.of("LIFEBOAT_HOME", home.toString());
        app = new App(Folders.of(environment, "Linux", home), environment);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        if (stage != null) inFx(() -> {
            stage.hide();
            return null;
        });
        background.shutdownNow();
    }

    @Test
    void withoutAStackItOffersTheTwoWaysToBegin() throws Exception {
        open(noDemo());
        waitFor(() -> exists("#firstrun-demo"));
        picture("desk-firstrun");
        assertThat(stage.getTitle()).isEqualTo("Lifeboat");
    }

    @Test
    void theTitleAndTheChooserCarryTheStackAndItsEnvironment() throws Exception {
        app.stacks().save(stack("shop", Environment.PRODUCTION));
        open(noDemo());
        waitFor(() -> stage.getTitle().equals("shop · PRODUCTION · Lifeboat"));
        assertThat(find("#stack-chooser", Node.class).getAccessibleText()).contains("shop", "PRODUCTION");
        robot.clickOn("#nav-settings");
        settle();
        picture("desk-production");
    }

    @Test
    void aNarrowWindowKeepsTheIconsAndTheEnvironment() throws Exception {
        app.stacks().save(stack("shop", Environment.PRODUCTION));
        open(noDemo());
        waitFor(() -> exists("#stack-chooser"));
        robot.clickOn("#nav-settings");
        inFx(() -> {
            stage.setWidth(760);
            return null;
        });
        waitFor(() -> find("#navigation", javafx.scene.layout.Region.class).getWidth() < 100);
        waitFor(() -> find("#stack-chooser .environment-badge", Label.class) != null && find("#stack-chooser .environment-badge", Label.class).getText().equals("PROD"));
        picture("desk-narrow");
        assertThat(find("#nav-backups", javafx.scene.control.ToggleButton.class).getAccessibleText()).isEqualTo("Backups");
    }

    @Test
    void theKeysLeadToTheViewsAndTheSheetListsThem() throws Exception {
        open(noDemo());
        waitFor(() -> exists("#firstrun-demo"));
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT8).release(KeyCode.DIGIT8, KeyCode.CONTROL);
        waitFor(() -> exists("#settings-zoom"));
        picture("desk-settings");
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT7).release(KeyCode.DIGIT7, KeyCode.CONTROL);
        waitFor(() -> exists("#activity-jobs"));
        robot.press(KeyCode.F1).release(KeyCode.F1);
        waitFor(() -> exists("#shortcuts"));
        picture("desk-shortcuts");
        // The sheet keeps inside the window however many keys there are, and the lists of two views may hold the same key.
        var sheet = inFx(() -> find("#shortcuts", Node.class).localToScene(find("#shortcuts", Node.class).getLayoutBounds()));
        assertThat(sheet.getMinY()).isPositive();
        assertThat(sheet.getMaxY()).isLessThan(stage.getScene().getHeight());
        assertThat(robot.lookup("#shortcuts .key-cap").queryAllAs(Label.class).stream().map(Label::getText).filter("F2"::equals)).hasSize(2);
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        waitFor(() -> !exists("#shortcuts"));
    }

    @Test
    void theKeyboardStaysInTheSheetWhileItIsOpen() throws Exception {
        open(noDemo());
        waitFor(() -> exists("#firstrun-connect"));
        robot.clickOn("#firstrun-connect");
        waitFor(() -> exists("#connect-name"));
        picture("desk-connect");
        for (int i = 0; i < 25; i++) {
            robot.press(KeyCode.TAB).release(KeyCode.TAB);
            settle();
            assertThat(inFx(() -> isInside(stage.getScene().getFocusOwner(), "overlay"))).as("after %d tabs", i + 1).isTrue();
        }
    }

    @Test
    void zoomChangesTheSizeOfEverythingAndIsKept() throws Exception {
        open(noDemo());
        waitFor(() -> exists("#firstrun-demo"));
        double before = inFx(() -> find("#nav-overview", Node.class).localToScene(find("#nav-overview", Node.class).getLayoutBounds()).getHeight());
        robot.press(KeyCode.CONTROL, KeyCode.EQUALS).release(KeyCode.EQUALS, KeyCode.CONTROL);
        waitFor(() -> app.settings().load().zoomPercent().equals(Optional.of(110)));
        double after = inFx(() -> find("#nav-overview", Node.class).localToScene(find("#nav-overview", Node.class).getLayoutBounds()).getHeight());
        assertThat(after / before).isBetween(1.05, 1.15);
        app.settings().save(Settings.DEFAULT);
    }

    @Test
    void theStripShowsTheJobThatRunsAndCancelsIt() throws Exception {
        open(noDemo());
        waitFor(() -> exists("#firstrun-demo"));
        var halfway = new CountDownLatch(1);
        var job = app.jobs().submit("Back up shop", "shop", "lifeboat backup database", (progress, cancellation) -> {
            progress.phase("Dumping shop", 200, Unit.BYTES);
            progress.item("public.orders");
            progress.advance(100);
            halfway.countDown();
            while (true) {
                cancellation.check();
                Thread.sleep(10);
            }
        }, _ -> Outcome.done("never"));
        halfway.await();
        waitFor(() -> find("#status", Node.class).isVisible() && find("#status .progress-bar", ProgressBar.class).getProgress() == 0.5);
        assertThat(find("#status .job-phase", Label.class).getText()).isEqualTo("Dumping shop · public.orders");
        picture("desk-job");
        robot.clickOn("#status-cancel");
        waitFor(() -> !find("#status", Node.class).isVisible());
        assertThat(job.snapshot().state().name()).isEqualTo("CANCELLED");
    }

    @Test
    void closingAsksWhileAJobRuns() throws Exception {
        open(noDemo());
        waitFor(() -> exists("#firstrun-demo"));
        app.jobs().submit("Back up shop", "shop", "lifeboat backup database", (_, cancellation) -> {
            while (true) {
                cancellation.check();
                Thread.sleep(10);
            }
        }, _ -> Outcome.done("never"));
        waitFor(() -> find("#status", Node.class).isVisible());
        inFx(() -> {
            stage.fireEvent(new javafx.stage.WindowEvent(stage, javafx.stage.WindowEvent.WINDOW_CLOSE_REQUEST));
            return null;
        });
        waitFor(() -> exists("#confirm-go"));
        picture("desk-quit");
        assertThat(find("#confirm-go", Button.class).getText()).isEqualTo("Stop the job and close");
        assertThat(stage.isShowing()).isTrue();
        robot.clickOn("#confirm-go");
        waitFor(() -> !stage.isShowing());
    }

    @Test
    void theDemoThatStartsLeadsToItsStack() throws Exception {
        open((progress, _) -> {
            progress.phase("Starting the demo server", 3, Unit.STEPS);
            progress.advance(1);
            var demo = stack("demo", Environment.DEVELOPMENT);
            app.stacks().save(demo);
            return demo;
        });
        waitFor(() -> exists("#firstrun-demo"));
        robot.clickOn("#firstrun-demo");
        waitFor(() -> stage.getTitle().equals("demo · DEVELOPMENT · Lifeboat"));
    }

    @Test
    void aDemoThatDoesNotStartSaysWhy() throws Exception {
        open((_, _) -> {
            throw new Failure.ToolMissing("No pg_dump was found.", List.of("Install postgresql-client."));
        });
        waitFor(() -> exists("#firstrun-demo"));
        robot.clickOn("#firstrun-demo");
        waitFor(() -> exists("#firstrun-error-what"));
        assertThat(find("#firstrun-error-what", Label.class).getText()).isEqualTo("No pg_dump was found.");
        picture("desk-demo-failed");
    }

    private void open(Work<Stack> demo) throws Exception {
        inFx(() -> {
            var appearance = new Appearance();
            stage = new Stage();
            var frame = LifeboatWindow.fill(stage, 1000, 720);
            stage.show();
            new Desk(app, stage, frame, appearance, background).begin(demo, false);
            return null;
        });
    }

    private void picture(String name) throws Exception {
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            inFx(() -> {
                new Appearance().choiceProperty().set(theme);
                dev.lifeboat.ui.Screenshots.take(stage.getScene(), name + "-" + theme);
                return null;
            });
        }
    }

    private boolean exists(String selector) {
        return stage.getScene().getRoot().lookup(selector) != null;
    }

    private <T extends Node> T find(String selector, Class<T> type) {
        return type.cast(stage.getScene().getRoot().lookup(selector));
    }

    private static boolean isInside(Node node, String id) {
        for (var at = node; at != null; at = at.getParent()) {
            if (id.equals(at.getId())) return true;
        }
        return false;
    }

    private static Work<Stack> noDemo() {
        return (_, _) -> {
            throw new AssertionError("the demo was not asked for");
        };
    }

    private static Stack stack(String name, Environment environment) {
        return new Stack(name, environment, new ServerAddress("localhost", 5432, "postgres", "postgres", TlsMode.PREFER), List.of(), Optional.empty());
    }
}
