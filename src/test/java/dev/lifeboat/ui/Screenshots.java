package dev.lifeboat.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;

/**
 * Writes pictures of what a test shows, to be looked at, into the folder named by {@code -Dlifeboat.screenshots}.
 * Without it nothing is written.
 */
public final class Screenshots {
    private Screenshots() {}

    /** Writes {@code <name>.png}. Called on the FX thread. */
    public static void take(Scene scene, String name) {
        String folder = System.getProperty("lifeboat.screenshots");
        if (folder == null) return;
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        var image = scene.snapshot(new WritableImage((int) scene.getWidth(), (int) scene.getHeight()));
        try {
            var file = Path.of(folder, name + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(buffered(image), "png", file.toFile());
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static BufferedImage buffered(WritableImage image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        PixelReader reader = image.getPixelReader();
        var buffered = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) buffered.setRGB(x, y, reader.getArgb(x, y));
        }
        return buffered;
    }
}
