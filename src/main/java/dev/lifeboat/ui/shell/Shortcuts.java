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
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The keys that work everywhere in the window, and the sheet that lists them. */
final class Shortcuts {
    static final KeyCombination CHOOSE_STACK = new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination LARGER = new KeyCodeCombination(KeyCode.PLUS, KeyCombination.SHORTCUT_DOWN);
    /** Where the plus needs Shift, the key is the equals sign's. */
    static final KeyCombination LARGER_TOO = new KeyCodeCombination(KeyCode.EQUALS, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_ANY);
    static final KeyCombination SMALLER = new KeyCodeCombination(KeyCode.MINUS, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination USUAL_SIZE = new KeyCodeCombination(KeyCode.DIGIT0, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination HELP = new KeyCodeCombination(KeyCode.F1);

    /** As wide as the longest combination, in pixels, so that all groups are aligned. */
    private static final double CAPS = 150;

    private final Map<KeyCombination, String> everywhere = new LinkedHashMap<>();
    private final Map<String, Map<KeyCombination, String>> ofViews = new LinkedHashMap<>();

    /** The key that opens a place: Ctrl or Command with its number. */
    static KeyCombination forPlace(Place place) {
        var digit = KeyCode.getKeyCode(String.valueOf(place.ordinal() + 1));
        return new KeyCodeCombination(digit, KeyCombination.SHORTCUT_DOWN);
    }

    /** Binds a key in the scene; one with a description is listed on the sheet. */
    void bind(Scene scene, KeyCombination keys, String description, Runnable action) {
        scene.getAccelerators().put(keys, action);
        if (description != null) everywhere.put(keys, description);
    }

    /** Lists keys that a view listens to itself, under a title: in another view a key may mean something else. */
    void list(String title, Map<KeyCombination, String> keys) {
        ofViews.put(title, keys);
    }

    /** Shows the sheet. */
    void show(Overlay overlay) {
        overlay.show(sheet(overlay));
    }

    private Node sheet(Overlay overlay) {
        var title = new Label(Messages.text("shell.shortcuts"));
        title.getStyleClass().add(Styles.TITLE_4);
        // Two columns, and scrolled where even these are higher than the window.
        var left = Layout.column(Css.GAP_LARGE, group(Messages.text("shell.shortcuts.everywhere"), everywhere));
        var right = Layout.column(Css.GAP_LARGE);
        int most = (everywhere.size() + ofViews.values().stream().mapToInt(Map::size).sum()) / 2;
        int lines = everywhere.size();
        for (var view : ofViews.entrySet()) {
            boolean fits = lines < most;
            (fits ? left : right).getChildren().add(group(view.getKey(), view.getValue()));
            lines += view.getValue().size();
        }
        var scroll = new ScrollPane(Layout.row(Css.GAP_HUGE, left, right));
        ((HBox) scroll.getContent()).setAlignment(Pos.TOP_LEFT);
        scroll.setFitToWidth(true);
        scroll.setMinHeight(80);
        scroll.setFocusTraversable(true);
        scroll.setId("shortcuts-list");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var close = Buttons.plain("shortcuts-close", Messages.text("common.close"), overlay::close);
        var sheet = Layout.column(Css.GAP_LARGE, title, scroll, Layout.row(Css.GAP, Layout.spring(), close));
        sheet.setId("shortcuts");
        sheet.getStyleClass().add("lb-sheet");
        return sheet;
    }

    private static Node group(String title, Map<KeyCombination, String> keys) {
        var heading = new Label(title);
        heading.getStyleClass().add(Css.HEADING);
        var grid = new GridPane();
        grid.getStyleClass().add("shortcut-grid");
        int row = 0;
        for (var entry : keys.entrySet()) {
            var cap = new Label(entry.getKey().getDisplayText());
            cap.getStyleClass().add("key-cap");
            cap.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(cap, 0, row);
            grid.add(Layout.wrapped(entry.getValue()), 1, row++);
        }
        var caps = new ColumnConstraints(CAPS);
        grid.getColumnConstraints().add(caps);
        return Layout.column(Css.GAP, heading, grid);
    }
}
