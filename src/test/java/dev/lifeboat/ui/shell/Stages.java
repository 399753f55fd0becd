package dev.lifeboat.ui.shell;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.ui.common.Overlay;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** A stage with the program's theme, styles and overlay around a single view. */
public final class Stages {
    private Stages() {}

    /** Shows a node. Called on the FX thread. */
    public static Stage show(Parent node, Theme theme, double width, double height) {
        new Appearance().choiceProperty().set(theme);
        var stage = new Stage();
        var scene = new Scene(new StackPane(node, new OverlayPane()), width, height);
        Appearance.style(scene);
        stage.setScene(scene);
        stage.show();
        // The window that was shown before is not always left by itself.
        stage.requestFocus();
        return stage;
    }

    /** Changes the theme of every stage. Called on the FX thread. */
    public static void theme(Theme theme) {
        new Appearance().choiceProperty().set(theme);
    }

    /** The overlay of a stage that was shown here. */
    public static Overlay overlay(Stage stage) {
        return (Overlay) stage.getScene().getRoot().getChildrenUnmodifiable().getLast();
    }
}
