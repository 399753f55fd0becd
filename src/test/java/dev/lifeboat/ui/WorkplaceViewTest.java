package dev.lifeboat.ui;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.shell.Stages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.BeforeEach;
import org.testfx.api.FxToolkit;

/** A test of a view that belongs to a stack: how it is brought to the front, and what can be read in it. */
public abstract class WorkplaceViewTest extends ViewTest {
    @BeforeEach
    final void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    /** Shows a view as the window does. */
    protected final void bringToFront(View view, Stack stack) throws Exception {
        show(view.node(), Theme.LIGHT, 900, 860);
        inFx(() -> {
            view.onStackChanged(Optional.of(stack));
            view.onShown();
            return null;
        });
    }

    /** Writes a picture in each theme, {@code <name>-dark} and {@code <name>-light}, when pictures are asked for. */
    protected final void pictures(String name) throws Exception {
        if (System.getProperty("lifeboat.screenshots") == null) return;
        for (var theme : List.of(Theme.DARK, Theme.LIGHT)) {
            inFx(() -> {
                Stages.theme(theme);
                return null;
            });
            screenshot(name + "-" + theme.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Whether there is a node with this selector in the scene, and it can be seen. */
    protected final boolean isThere(String selector) {
        var node = scene().getRoot().lookup(selector);
        return node != null && node.isVisible();
    }

    /** The texts of all labels and buttons in the scene. */
    protected final List<String> texts() {
        return robot.lookup(node -> node instanceof Labeled).queryAll().stream()
                .map(node -> ((Labeled) node).getText()).filter(text -> text != null).toList();
    }
}
