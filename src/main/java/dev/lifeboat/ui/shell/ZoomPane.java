package dev.lifeboat.ui.shell;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/**
 * Shows its content larger or smaller by a factor. Text, icons and distances grow together, and the content is
 * laid out for the room that is left, so nothing is ever outside the window.
 */
final class ZoomPane extends Region {
    static final double MIN = 0.8;
    static final double MAX = 2.0;

    private final DoubleProperty factor = new SimpleDoubleProperty(this, "factor", 1);
    private final Region content;

    ZoomPane(Region content) {
        this.content = content;
        var scale = new Scale();
        scale.xProperty().bind(factor);
        scale.yProperty().bind(factor);
        content.getTransforms().add(scale);
        getChildren().add(content);
        factor.addListener(_ -> requestLayout());
    }

    /** How many pixels one pixel of the content takes, between {@link #MIN} and {@link #MAX}. */
    DoubleProperty factorProperty() {
        return factor;
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth() / factor.get(), getHeight() / factor.get());
    }
}
