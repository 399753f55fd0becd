package dev.lifeboat.ui.browser.value;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.io.ByteArrayInputStream;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** An image, made smaller when it does not fit. */
final class ImageViewer extends VBox {
    /** Larger ones are decoded smaller: their pixels alone would fill the memory. */
    private static final double LARGEST = 2048;

    /** Decodes in the background. */
    static Supplier<Node> of(byte[] bytes, Formats formats) {
        var image = new Image(new ByteArrayInputStream(bytes));
        var shown = image.getWidth() > LARGEST || image.getHeight() > LARGEST
                ? new Image(new ByteArrayInputStream(bytes), LARGEST, LARGEST, true, true) : image;
        double width = image.getWidth();
        double height = image.getHeight();
        return () -> image.isError() ? Layout.wrapped(Messages.text("browser.value.noImage"), Css.QUIET)
                : new ImageViewer(shown, Messages.text("browser.value.pixels", formats.count((long) width), formats.count((long) height)));
    }

    private ImageViewer(Image image, String words) {
        setId("browser-value-image");
        getStyleClass().add(Css.GAP_SMALL);
        var view = new ImageView(image);
        view.setPreserveRatio(true);
        view.setSmooth(true);
        view.setAccessibleText(words);
        var frame = new StackPane(view);
        frame.getStyleClass().add("browser-value-frame");
        frame.setMinSize(0, 0);
        VBox.setVgrow(frame, Priority.ALWAYS);
        view.fitWidthProperty().bind(frame.widthProperty().subtract(24).map(room -> Math.max(1, Math.min(room.doubleValue(), image.getWidth()))));
        view.fitHeightProperty().bind(frame.heightProperty().subtract(24).map(room -> Math.max(1, Math.min(room.doubleValue(), image.getHeight()))));
        var size = new Label(words);
        size.getStyleClass().add(Css.QUIET);
        getChildren().addAll(frame, size);
    }
}
