package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.ui.common.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** The keys of the grid. */
public final class GridKeys {
    static final KeyCombination OPEN = new KeyCodeCombination(KeyCode.ENTER);
    static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination COPY_ROWS = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    static final KeyCombination FIND = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
    static final KeyCombination FILTER = new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    static final KeyCombination SORT_UP = new KeyCodeCombination(KeyCode.UP, KeyCombination.ALT_DOWN);
    static final KeyCombination SORT_DOWN = new KeyCodeCombination(KeyCode.DOWN, KeyCombination.ALT_DOWN);
    static final KeyCombination SORT_MORE = new KeyCodeCombination(KeyCode.UP, KeyCombination.ALT_DOWN, KeyCombination.SHIFT_DOWN);
    static final KeyCombination NEXT = new KeyCodeCombination(KeyCode.PAGE_DOWN, KeyCombination.ALT_DOWN);
    static final KeyCombination PREVIOUS = new KeyCodeCombination(KeyCode.PAGE_UP, KeyCombination.ALT_DOWN);
    static final KeyCombination FIRST = new KeyCodeCombination(KeyCode.HOME, KeyCombination.ALT_DOWN);
    static final KeyCombination LAST = new KeyCodeCombination(KeyCode.END, KeyCombination.ALT_DOWN);
    static final KeyCombination COLUMNS = new KeyCodeCombination(KeyCode.K, KeyCombination.ALT_DOWN);

    /** As programmers' editors go to a definition, and to what refers to it. */
    static final KeyCombination FOLLOW = new KeyCodeCombination(KeyCode.F12);
    static final KeyCombination RELATED = new KeyCodeCombination(KeyCode.F12, KeyCombination.SHIFT_DOWN);
    public static final KeyCombination EXPORT = new KeyCodeCombination(KeyCode.X, KeyCombination.ALT_DOWN);
    public static final KeyCombination IMPORT = new KeyCodeCombination(KeyCode.I, KeyCombination.ALT_DOWN);

    private GridKeys() {}

    /** With what they do, for the sheet that lists them. */
    public static Map<KeyCombination, String> listed() {
        var keys = new LinkedHashMap<KeyCombination, String>();
        keys.put(OPEN, Messages.text("browser.menu.details"));
        keys.put(COPY, Messages.text("browser.menu.copy"));
        keys.put(COPY_ROWS, Messages.text("browser.menu.copyRows"));
        keys.put(FIND, Messages.text("browser.filter"));
        keys.put(FILTER, Messages.text("browser.menu.filterEqual"));
        keys.put(SORT_UP, Messages.text("browser.menu.sortUp"));
        keys.put(SORT_DOWN, Messages.text("browser.menu.sortDown"));
        keys.put(SORT_MORE, Messages.text("browser.menu.sortMore"));
        keys.put(FIRST, Messages.text("browser.page.first"));
        keys.put(PREVIOUS, Messages.text("browser.page.previous"));
        keys.put(NEXT, Messages.text("browser.page.next"));
        keys.put(LAST, Messages.text("browser.page.last"));
        keys.put(COLUMNS, Messages.text("browser.columns.choose"));
        keys.put(FOLLOW, Messages.text("browser.menu.follow"));
        keys.put(RELATED, Messages.text("browser.menu.related"));
        keys.put(EXPORT, Messages.text("export.open"));
        keys.put(IMPORT, Messages.text("import.open"));
        return keys;
    }
}
