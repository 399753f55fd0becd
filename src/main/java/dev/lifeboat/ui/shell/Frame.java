package dev.lifeboat.ui.shell;

import dev.lifeboat.ui.common.ErrorBanner;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * The frame of the window: navigation at the left, the view in front, errors that belong to no view above it, the
 * strip for jobs below, and the overlay over all of it. It is complete before anything was read from the disk.
 */
final class Frame extends Region {
    /** Below this width, in pixels of the content, the navigation shows icons alone. */
    private static final double NARROW = 860;

    private final ErrorBanner errors = new ErrorBanner("window-error");
    private final StackPane front = new StackPane();
    private final BorderPane body = new BorderPane();
    private final OverlayPane overlay = new OverlayPane();
    private final StackPane layers = new StackPane(body, overlay);
    private final ZoomPane zoom = new ZoomPane(layers);
    private final Navigation navigation = new Navigation();

    Frame() {
        getStyleClass().add("frame");
        front.setId("front");
        errors.getStyleClass().add("window-error");
        var middle = new VBox(errors, front);
        VBox.setVgrow(front, Priority.ALWAYS);
        body.setLeft(navigation);
        body.setCenter(middle);
        layers.widthProperty().addListener((_, _, width) -> navigation.narrow(width.doubleValue() < NARROW));
        getChildren().add(zoom);
    }

    Navigation navigation() {
        return navigation;
    }

    OverlayPane overlay() {
        return overlay;
    }

    ZoomPane zoom() {
        return zoom;
    }

    ErrorBanner errors() {
        return errors;
    }

    /** What lies below the views. */
    void bottom(Node strip) {
        body.setBottom(strip);
    }

    /** Brings a view's node to the front. */
    void front(Node node) {
        front.getChildren().setAll(node);
    }

    @Override
    protected void layoutChildren() {
        zoom.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
