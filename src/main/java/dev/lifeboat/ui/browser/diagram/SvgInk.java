package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.ui.browser.diagram.LayeredLayout.Point;
import java.util.List;
import java.util.Locale;
import javafx.scene.paint.Color;

/** Writes an SVG 1.1 document that needs nothing but itself. */
final class SvgInk implements Ink {
    private static final double EDGE = 24;

    private final StringBuilder body = new StringBuilder();

    /** The whole drawing as a document. */
    static String document(Picture picture, String title) {
        var ink = new SvgInk();
        picture.paint(ink, Picture.Window.whole(picture.drawing()), -1, _ -> false);
        double width = picture.drawing().width() + 2 * EDGE;
        double height = picture.drawing().height() + 2 * EDGE;
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="%1$s" height="%2$s" viewBox="%3$s %3$s %1$s %2$s" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif">
                <title>%4$s</title>
                <rect x="%3$s" y="%3$s" width="%1$s" height="%2$s" fill="%5$s"/>
                %6$s</svg>
                """.formatted(number(width), number(height), number(-EDGE), escaped(title), web(picture.palette().ground()), ink.body);
    }

    @Override
    public void box(double x, double y, double width, double height, double radius, Color fill, Color stroke, double strokeWidth) {
        add("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"%s/>", number(x), number(y), number(width), number(height), number(radius), paint(fill, stroke, strokeWidth));
    }

    @Override
    public void line(List<Point> points, double radius, Color colour, double width) {
        var path = new StringBuilder("M" + at(points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            var before = points.get(i - 1);
            var corner = points.get(i);
            var next = points.get(i + 1);
            double cut = Math.min(radius, Math.min(CanvasInk.distance(before, corner), CanvasInk.distance(corner, next)) / 2);
            if (cut == 0) path.append(" L").append(at(corner));
            else path.append(" L").append(at(towards(corner, before, cut))).append(" Q").append(at(corner)).append(' ').append(at(towards(corner, next, cut)));
        }
        path.append(" L").append(at(points.getLast()));
        add("<path d=\"%s\"%s/>", path, paint(null, colour, width));
    }

    private static Point towards(Point from, Point to, double length) {
        double share = length / CanvasInk.distance(from, to);
        return new Point(from.x() + (to.x() - from.x()) * share, from.y() + (to.y() - from.y()) * share);
    }

    @Override
    public void circle(double x, double y, double radius, Color fill, Color stroke, double strokeWidth) {
        add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\"%s/>", number(x), number(y), number(radius), paint(fill, stroke, strokeWidth));
    }

    @Override
    public void text(String text, double x, double y, Face face, Color colour, double widest, boolean atRight) {
        String style = "font-size=\"" + number(face.size()) + "\"" + (face.bold() ? " font-weight=\"bold\"" : "");
        add("<text x=\"%s\" y=\"%s\" %s fill=\"%s\"%s>%s</text>", number(x), number(y), style, web(colour), atRight ? " text-anchor=\"end\"" : "", escaped(cut(text, widest, face)));
    }

    /** A text that would be wider ends in dots. */
    static String cut(String text, double widest, Face face) {
        double scale = face.size() / 12 * (face.bold() ? 1.08 : 1);
        if (Drawing.width(text) * scale <= widest + 8) return text;
        var kept = new StringBuilder();
        for (int c : text.codePoints().toArray()) {
            if (Drawing.width(kept + Character.toString(c)) * scale > widest - 6) break;
            kept.appendCodePoint(c);
        }
        return kept + "…";
    }

    private void add(String element, Object... parts) {
        body.append(element.formatted(parts)).append('\n');
    }

    private static String paint(Color fill, Color stroke, double width) {
        String filled = " fill=\"" + (fill == null ? "none" : web(fill)) + "\"";
        return stroke == null ? filled : filled + " stroke=\"" + web(stroke) + "\" stroke-width=\"" + number(width) + "\"";
    }

    private static String at(Point point) {
        return number(point.x()) + "," + number(point.y());
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String web(Color colour) {
        return String.format(Locale.ROOT, "#%02x%02x%02x", Math.round(colour.getRed() * 255), Math.round(colour.getGreen() * 255), Math.round(colour.getBlue() * 255));
    }

    /** What XML 1.0 cannot hold at all becomes a question mark. */
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c < ' ' && c != '\t' || c == 0xFFFE || c == 0xFFFF || c >= 0xD800 && c <= 0xDFFF ? '?' : c);
            }
        });
        return escaped.toString();
    }
}
