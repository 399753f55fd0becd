package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.ui.browser.grid.GridTable;
import dev.lifeboat.ui.common.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.WindowEvent;

/** The keys that change rows, and the same in the grid's menu. */
public final class EditKeys {

    private EditKeys() {}

    /** By the key of the text that says what they do; in the order of the menu. */
    private static Map<String, KeyCombination> all() {
        var keys = new LinkedHashMap<String, KeyCombination>();
        keys.put("edit.menu.cell", key(KeyCode.F2));
        keys.put("edit.menu.null", key(KeyCode.DELETE, KeyCombination.SHORTCUT_DOWN));
        keys.put("edit.menu.default", key(KeyCode.DELETE, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN));
        keys.put("edit.menu.empty", key(KeyCode.BACK_SPACE, KeyCombination.SHORTCUT_DOWN));
        keys.put("edit.menu.insert", key(KeyCode.INSERT));
        keys.put("edit.menu.duplicate", key(KeyCode.D, KeyCombination.SHORTCUT_DOWN));
        keys.put("edit.menu.paste", key(KeyCode.V, KeyCombination.SHORTCUT_DOWN));
        keys.put("edit.menu.delete", key(KeyCode.DELETE));
        keys.put("edit.menu.revert", key(KeyCode.BACK_SPACE));
        keys.put("edit.menu.undo", key(KeyCode.Z, KeyCombination.SHORTCUT_DOWN));
        keys.put("edit.menu.redo", key(KeyCode.Z, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN));
        keys.put("edit.apply", key(KeyCode.S, KeyCombination.SHORTCUT_DOWN));
        keys.put("edit.preview", key(KeyCode.S, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN));
        return keys;
    }

    private static KeyCombination key(KeyCode code, KeyCombination.Modifier... with) {
        return new KeyCodeCombination(code, with);
    }

    /** With what they do, for the sheet that lists them. */
    public static Map<KeyCombination, String> listed() {
        var listed = new LinkedHashMap<KeyCombination, String>();
        all().forEach((text, keys) -> listed.put(keys, Messages.text(text)));
        return listed;
    }

    static void bind(EditActions actions, GridTable table) {
        var work = actions.byText();
        var keys = all();
        table.addEventFilter(KeyEvent.KEY_PRESSED, event -> keys.entrySet().stream().filter(key -> key.getValue().match(event)).findFirst().ifPresent(key -> {
            work.get(key.getKey()).run();
            event.consume();
        }));
        var menu = table.getContextMenu();
        menu.getItems().add(new SeparatorMenuItem());
        var shown = new LinkedHashMap<MenuItem, KeyCombination>();
        keys.forEach((text, combination) -> {
            var item = new MenuItem(Messages.text(text));
            item.setId(text.replace('.', '-') + "-item");
            item.setOnAction(_ -> work.get(text).run());
            shown.put(item, combination);
        });
        menu.getItems().addAll(shown.keySet());
        // An accelerator works in the whole window: Delete in another place must not delete rows. Here it only tells the key.
        menu.addEventHandler(WindowEvent.WINDOW_SHOWING, _ -> shown.forEach(MenuItem::setAccelerator));
        menu.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> shown.keySet().forEach(item -> item.setAccelerator(null)));
    }
}
