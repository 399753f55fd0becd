package dev.lifeboat.ui.browser.diagram;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/**
 * A picture in pixels, twice as fine as on the screen unless it is very large. It is painted tile by tile, one at each
 * turn of the FX thread, which stays free for everything else in between; no graphics card limits its size.
 */
final class PngPainting {
    private static final int TILE = 1024;
    private static final double EDGE = 24;
    private static final double MOST_PIXELS = 36e6;

    private final Picture picture;
    private final double scale;
    private final WritableImage image;
    private final Consumer<WritableImage> done;

    private PngPainting(Picture picture, Consumer<WritableImage> done) {
        this.picture = picture;
        this.done = done;
        double width = picture.drawing().width() + 2 * EDGE;
        double height = picture.drawing().height() + 2 * EDGE;
        scale = Math.min(2, Math.sqrt(MOST_PIXELS / (width * height)));
        image = new WritableImage((int) Math.ceil(width * scale), (int) Math.ceil(height * scale));
    }

    /** Paints; on the FX thread, where {@code done} gets the image later. */
    static void paint(Picture picture, Consumer<WritableImage> done) {
        new PngPainting(picture, done).tile(0, 0);
    }

    private void tile(int x, int y) {
        int width = Math.min(TILE, (int) image.getWidth() - x);
        int height = Math.min(TILE, (int) image.getHeight() - y);
        var canvas = new Canvas(width, height);
        var context = canvas.getGraphicsContext2D();
        context.setFill(picture.palette().ground());
        context.fillRect(0, 0, width, height);
        double left = x / scale - EDGE;
        double top = y / scale - EDGE;
        context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
        picture.paint(new CanvasInk(context), new Picture.Window(left, top, left + width / scale, top + height / scale, Math.max(scale, 0.5)), -1, _ -> false);
        var painted = canvas.snapshot(new SnapshotParameters(), null);
        image.getPixelWriter().setPixels(x, y, width, height, painted.getPixelReader(), 0, 0);
        int nextX = x + TILE < image.getWidth() ? x + TILE : 0;
        int nextY = nextX == 0 ? y + TILE : y;
        if (nextY < image.getHeight()) Platform.runLater(() -> tile(nextX, nextY));
        else done.accept(image);
    }

    /** The bytes of a file; takes a while, in the background. */
    static byte[] encoded(WritableImage image) throws IOException {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] line = new int[width];
        for (int y = 0; y < height; y++) {
            image.getPixelReader().getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), line, 0, width);
            copy.setRGB(0, y, width, 1, line, 0, width);
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(copy, "png", bytes);
        return bytes.toByteArray();
    }
}
