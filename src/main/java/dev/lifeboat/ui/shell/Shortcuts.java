package dev.lifeboat.ui.shell;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Overlay;
import dev.lifeboat.ui.common.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;

/** The keys that work everywhere in the window, and the sheet that lists them. */
final class Shortcuts {
    static final KeyCombination CHOOSE_STACK = new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination LARGER = new KeyCodeCombination(KeyCode.PLUS, KeyCombination.SHORTCUT_DOWN);
    /** Where the plus needs Shift, the key is the equals sign's. */
    static final KeyCombination LARGER_TOO = new KeyCodeCombination(KeyCode.EQUALS, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_ANY);
    static final KeyCombination SMALLER = new KeyCodeCombination(KeyCode.MINUS, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination USUAL_SIZE = new KeyCodeCombination(KeyCode.DIGIT0, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination HELP = new KeyCodeCombination(KeyCode.F1);

    private final Map<KeyCombination, String> listed = new LinkedHashMap<>();

    /** The key that opens a place: Ctrl or Command with its number. */
    static KeyCombination forPlace(Place place) {
        var digit = KeyCode.getKeyCode(String.valueOf(place.ordinal() + 1));
        return new KeyCodeCombination(digit, KeyCombination.SHORTCUT_DOWN);
    }

    /** Binds a key in the scene; one with a description is listed on the sheet. */
    void bind(Scene scene, KeyCombination keys, String description, Runnable action) {
        scene.getAccelerators().put(keys, action);
        if (description != null) listed.put(keys, description);
    }

    /** Lists a key that a view listens to itself. */
    void list(KeyCombination keys, String description) {
        listed.put(keys, description);
    }

    /** Shows the sheet. */
    void show(Overlay overlay) {
        overlay.show(sheet(overlay));
    }

    private Node sheet(Overlay overlay) {
        var title = new Label(Messages.text("shell.shortcuts"));
        title.getStyleClass().add(Styles.TITLE_4);
        var grid = new GridPane();
        grid.getStyleClass().add("shortcut-grid");
        // Two columns: one would be higher than a small window.
        int rows = (listed.size() + 1) / 2;
        int number = 0;
        for (var entry : listed.entrySet()) {
            var keys = new Label(entry.getKey().getDisplayText());
            keys.getStyleClass().add("key-cap");
            GridPane.setHalignment(keys, HPos.RIGHT);
            int column = number / rows * 2;
            grid.add(keys, column, number % rows);
            grid.add(new Label(entry.getValue()), column + 1, number % rows);
            number++;
        }
        var close = Buttons.plain("shortcuts-close", Messages.text("common.close"), overlay::close);
        var sheet = Layout.column(Css.GAP_LARGE, title, grid, Layout.row(Css.GAP, Layout.spring(), close));
        sheet.setId("shortcuts");
        sheet.getStyleClass().add("lb-sheet");
        return sheet;
    }
}
