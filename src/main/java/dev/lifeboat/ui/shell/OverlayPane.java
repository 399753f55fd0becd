package dev.lifeboat.ui.shell;

import dev.lifeboat.ui.common.Overlay;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;

/** The layer above everything in the window: darkens what is below and keeps the keyboard until it is closed. */
final class OverlayPane extends StackPane implements Overlay {
    private final ChangeListener<Node> keepFocus = (_, _, owner) -> keepFocus(owner);
    private Node focusBefore;

    OverlayPane() {
        setId("overlay");
        getStyleClass().add("overlay");
        setVisible(false);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close();
                event.consume();
            }
        });
    }

    @Override
    public void show(Node node) {
        if (!isVisible()) {
            focusBefore = getScene().getFocusOwner();
            getScene().focusOwnerProperty().addListener(keepFocus);
        }
        // As large as the sheet wants to be: it is never stretched over the window.
        var holder = new StackPane(node);
        holder.getStyleClass().add("overlay-holder");
        holder.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().setAll(holder);
        setVisible(true);
        applyCss();
        layout();
        if (!isInside(getScene().getFocusOwner())) focusFirst(this);
    }

    @Override
    public void close() {
        if (!isVisible()) return;
        getScene().focusOwnerProperty().removeListener(keepFocus);
        setVisible(false);
        getChildren().clear();
        if (focusBefore != null && focusBefore.getScene() == getScene()) focusBefore.requestFocus();
        focusBefore = null;
    }

    private void keepFocus(Node owner) {
        if (isVisible() && !isInside(owner)) Platform.runLater(() -> {
            if (isVisible() && !isInside(getScene().getFocusOwner())) focusFirst(this);
        });
    }

    private boolean isInside(Node node) {
        for (var at = node; at != null; at = at.getParent()) {
            if (at == this) return true;
        }
        return false;
    }

    private static boolean focusFirst(Parent parent) {
        for (var child : parent.getChildrenUnmodifiable()) {
            if (child.isFocusTraversable() && !child.isDisabled() && child.isVisible()) {
                child.requestFocus();
                return true;
            }
            if (child instanceof Parent inner && focusFirst(inner)) return true;
        }
        return false;
    }
}
