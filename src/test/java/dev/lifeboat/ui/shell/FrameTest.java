package dev.lifeboat.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.Problem;
import java.util.List;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class FrameTest extends ViewTest {
    @Test
    void theFrameIsCompleteBeforeThereIsAnyContent() throws Exception {
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            var frame = inFxFrame();
            show(frame, theme, 1000, 700);
            inFx(() -> {
                frame.navigation().mark(Place.BACKUPS);
                frame.errors().show(new Problem("The server went away.", List.of("Start it again."), "details"));
                frame.front(new Page("Backups", new EmptyState(Feather.ARCHIVE, "No backup sets yet",
                        "A set holds your databases and is verified after it is written.",
                        Buttons.accent("a", "Back up now", () -> {}), Buttons.plain("b", "Learn more", () -> {}))));
                return null;
            });
            screenshot("frame-" + theme);
            assertThat(lookup("#nav-backups", javafx.scene.control.ToggleButton.class).isSelected()).isTrue();
            inFx(() -> {
                scene().getWindow().hide();
                return null;
            });
        }
    }

    private static Frame inFxFrame() throws Exception {
        org.testfx.api.FxToolkit.registerPrimaryStage();
        return inFx(Frame::new);
    }
}
