package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.ui.browser.diagram.LayeredLayout.Point;
import java.util.List;
import javafx.scene.paint.Color;

/** What a picture is painted with: the screen and a file understand the same strokes. */
interface Ink {
    /** A rectangle with round corners. */
    void box(double x, double y, double width, double height, double radius, Color fill, Color stroke, double strokeWidth);

    /** A line through points, its corners rounded by {@code radius}. */
    void line(List<Point> points, double radius, Color colour, double width);

    void circle(double x, double y, double radius, Color fill, Color stroke, double strokeWidth);

    /** A line of text. @param y of its base line. @param widest it is cut beyond that. @param atRight whether {@code x} is its end */
    void text(String text, double x, double y, Face face, Color colour, double widest, boolean atRight);

    /** How a text looks. @param size in pixels */
    record Face(double size, boolean bold) {
        static final Face PLAIN = new Face(12, false);
        static final Face BOLD = new Face(12.5, true);
        static final Face SMALL = new Face(11, false);
    }
}
