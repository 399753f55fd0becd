package dev.lifeboat.ui.common;

import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Buttons with an id for tests, an accessible name and, where they show only an icon, a tooltip. */
public final class Buttons {
    private Buttons() {}

    /** A button with words. */
    public static Button plain(String id, String text, Runnable action) {
        var button = new Button(text);
        button.setId(id);
        button.setAccessibleText(text);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /** A button with an icon before its words. */
    public static Button plain(String id, String text, Ikon icon, Runnable action) {
        var button = plain(id, text, action);
        button.setGraphic(new FontIcon(icon));
        return button;
    }

    /** The one button of a view or sheet that does what one came for. */
    public static Button accent(String id, String text, Runnable action) {
        var button = plain(id, text, action);
        button.getStyleClass().add(Styles.ACCENT);
        return button;
    }

    /** The one button of a view or sheet that does what one came for, with an icon before its words. */
    public static Button accent(String id, String text, Ikon icon, Runnable action) {
        var button = plain(id, text, icon, action);
        button.getStyleClass().add(Styles.ACCENT);
        return button;
    }

    /** A button that changes or deletes what cannot be had back; its text says what it does. */
    public static Button danger(String id, String text, Runnable action) {
        var button = plain(id, text, action);
        button.getStyleClass().add(Styles.DANGER);
        return button;
    }

    /** A quiet button with an icon alone; {@code name} is its accessible name and its tooltip. */
    public static Button icon(String id, String name, Ikon icon, Runnable action) {
        var button = new Button(null, new FontIcon(icon));
        button.setId(id);
        button.setAccessibleText(name);
        button.setTooltip(new Tooltip(name));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
