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

/** The keys that change rows, and the same in the grid's menu. */
final class EditKeys {
    private static final KeyCombination.Modifier SHORTCUT = KeyCombination.SHORTCUT_DOWN;

    private final Map<KeyCombination, Runnable> keys = new LinkedHashMap<>();

    EditKeys(EditActions actions, GridTable table) {
        keys.put(new KeyCodeCombination(KeyCode.F2), actions::edit);
        keys.put(new KeyCodeCombination(KeyCode.DELETE, SHORTCUT), () -> actions.set(new Value.Null()));
        keys.put(new KeyCodeCombination(KeyCode.DELETE, SHORTCUT, KeyCombination.SHIFT_DOWN), () -> actions.set(new Value.Default()));
        keys.put(new KeyCodeCombination(KeyCode.INSERT), actions::insert);
        keys.put(new KeyCodeCombination(KeyCode.D, SHORTCUT), actions::duplicate);
        keys.put(new KeyCodeCombination(KeyCode.V, SHORTCUT), actions::paste);
        keys.put(new KeyCodeCombination(KeyCode.DELETE), actions::delete);
        keys.put(new KeyCodeCombination(KeyCode.BACK_SPACE), actions::revert);
        menu(actions, table);
        keys.put(new KeyCodeCombination(KeyCode.BACK_SPACE, SHORTCUT), () -> actions.set(new Value.Text("")));
        keys.put(new KeyCodeCombination(KeyCode.Z, SHORTCUT), actions::undo);
        keys.put(new KeyCodeCombination(KeyCode.Z, SHORTCUT, KeyCombination.SHIFT_DOWN), actions::redo);
        keys.put(new KeyCodeCombination(KeyCode.S, SHORTCUT), actions::apply);
        keys.put(new KeyCodeCombination(KeyCode.S, SHORTCUT, KeyCombination.SHIFT_DOWN), actions::preview);
        table.addEventFilter(KeyEvent.KEY_PRESSED, event -> keys.entrySet().stream().filter(key -> key.getKey().match(event)).findFirst().ifPresent(key -> {
            key.getValue().run();
            event.consume();
        }));
    }

    private void menu(EditActions actions, GridTable table) {
        var items = table.getContextMenu().getItems();
        items.add(new SeparatorMenuItem());
        var combinations = keys.keySet().iterator();
        actions.menu().forEach((text, action) -> {
            var item = new MenuItem(Messages.text(text));
            item.setId(text.replace('.', '-'));
            item.setAccelerator(combinations.next());
            item.setOnAction(_ -> action.run());
            items.add(item);
        });
    }
}
