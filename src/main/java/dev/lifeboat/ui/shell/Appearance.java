package dev.lifeboat.ui.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.lifeboat.app.Settings.Theme;
import java.util.List;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;

/** The theme of the whole program: light, dark, or as the system has it, also while it changes. */
final class Appearance {
    private static final List<String> STYLES = List.of(
            "tokens", "layout", "page", "card", "state", "empty", "problem", "navigation", "stacks", "status", "overlay",
            "form", "table", "note", "facts", "overview", "browser", "edit", "diagram", "console", "transfer", "backups", "restore", "replication", "schedules", "settings", "notify", "activity", "firstrun");

    private final ObjectProperty<Theme> choice = new SimpleObjectProperty<>(this, "choice", Theme.SYSTEM);

    Appearance() {
        choice.addListener(_ -> apply());
        Platform.getPreferences().colorSchemeProperty().addListener(_ -> apply());
        apply();
    }

    ObjectProperty<Theme> choiceProperty() {
        return choice;
    }

    /** Adds our own stylesheets, which work with either theme. */
    static void style(Scene scene) {
        for (var name : STYLES) {
            var sheet = Appearance.class.getResource("/dev/lifeboat/styles/" + name + ".css");
            scene.getStylesheets().add(sheet.toExternalForm());
        }
    }

    private void apply() {
        boolean dark = switch (choice.get()) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        var primer = dark ? new PrimerDark() : new PrimerLight();
        // The compiled form of the stylesheet: parsing the text would cost a fifth of a second before the first frame.
        Application.setUserAgentStylesheet(primer.getUserAgentStylesheetBSS());
    }
}
