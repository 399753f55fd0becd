package dev.lifeboat.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.app.demo.WindowDemo;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.ui.Screenshots;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.common.Place;
import java.util.List;
import java.util.concurrent.Executors;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** The whole program in its window, on the real demo stack: every view opens, and none fails. */
class WindowOnDemoTest extends ViewTest {
    private Stage stage;
    private Frame frame;

    @Test
    void everyViewOpensOnTheDemoStack() throws Exception {
        FxToolkit.registerPrimaryStage();
        try (var background = Executors.newVirtualThreadPerTaskExecutor();
                var watch = new FxThreadWatch();
                var demo = new WindowDemo(new Tools());
                var app = demo.ownApp()) {
            open(app, demo, background);
            waitFor(() -> stage.getTitle().equals("demo · DEVELOPMENT · Lifeboat"));
            waitFor(() -> app.jobs().jobs().stream().allMatch(job -> job.state().isFinished()));
            for (var place : frame.navigation().offered()) {
                visit(place);
                assertThat(inFx(() -> frame.errors().isVisible())).as("an error in " + place).isFalse();
            }
            assertThat(watch.offences()).as("the engine reading, writing or connecting on the FX thread").isEmpty();
            assertThat(watch.samples()).isGreaterThan(100);
            inFx(() -> {
                stage.hide();
                return null;
            });
        }
    }

    private void open(App app, WindowDemo demo, java.util.concurrent.Executor background) throws Exception {
        inFx(() -> {
            var appearance = new Appearance();
            stage = new Stage();
            frame = LifeboatWindow.fill(stage, 1000, 720);
            stage.show();
            new Desk(app, stage, frame, appearance, background).begin(demo.work(app), true);
            return null;
        });
    }

    private void visit(Place place) throws Exception {
        var digit = KeyCode.getKeyCode(String.valueOf(place.ordinal() + 1));
        robot.press(KeyCode.CONTROL, digit).release(digit, KeyCode.CONTROL);
        waitFor(() -> ((ToggleButton) stage.getScene().lookup("#nav-" + place.id())).isSelected());
        if (System.getProperty("lifeboat.screenshots") != null) Thread.sleep(1500);
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            inFx(() -> {
                new Appearance().choiceProperty().set(theme);
                Screenshots.take(stage.getScene(), "demo-" + place.id() + "-" + theme);
                return null;
            });
        }
    }
}
