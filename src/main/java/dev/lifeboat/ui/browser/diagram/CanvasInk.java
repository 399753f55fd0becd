package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.ui.browser.diagram.LayeredLayout.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/** Paints on the screen. */
final class CanvasInk implements Ink {
    private final GraphicsContext context;
    private final Map<Face, Font> fonts = new HashMap<>();

    CanvasInk(GraphicsContext context) {
        this.context = context;
    }

    @Override
    public void box(double x, double y, double width, double height, double radius, Color fill, Color stroke, double strokeWidth) {
        if (fill != null) {
            context.setFill(fill);
            context.fillRoundRect(x, y, width, height, 2 * radius, 2 * radius);
        }
        if (stroke != null) {
            context.setStroke(stroke);
            context.setLineWidth(strokeWidth);
            context.strokeRoundRect(x, y, width, height, 2 * radius, 2 * radius);
        }
    }

    @Override
    public void line(List<Point> points, double radius, Color colour, double width) {
        context.setStroke(colour);
        context.setLineWidth(width);
        context.beginPath();
        context.moveTo(points.getFirst().x(), points.getFirst().y());
        for (int i = 1; i < points.size() - 1; i++) {
            var corner = points.get(i);
            var next = points.get(i + 1);
            double room = Math.min(distance(points.get(i - 1), corner), distance(corner, next)) / 2;
            if (radius == 0) context.lineTo(corner.x(), corner.y());
            else context.arcTo(corner.x(), corner.y(), next.x(), next.y(), Math.min(radius, room));
        }
        context.lineTo(points.getLast().x(), points.getLast().y());
        context.stroke();
    }

    static double distance(Point one, Point other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

    @Override
    public void circle(double x, double y, double radius, Color fill, Color stroke, double strokeWidth) {
        if (fill != null) {
            context.setFill(fill);
            context.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
        }
        context.setStroke(stroke);
        context.setLineWidth(strokeWidth);
        context.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    @Override
    public void text(String text, double x, double y, Face face, Color colour, double widest, boolean atRight) {
        context.setFont(fonts.computeIfAbsent(face, _ -> Font.font(null, face.bold() ? FontWeight.BOLD : FontWeight.NORMAL, face.size())));
        context.setTextAlign(atRight ? TextAlignment.RIGHT : TextAlignment.LEFT);
        context.setFill(colour);
        context.fillText(SvgInk.cut(text, widest, face), x, y, Math.max(1, widest));
    }
}
