package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.engine.postgres.CatalogDiagram;
import dev.lifeboat.ui.browser.diagram.Drawing.Box;
import dev.lifeboat.ui.browser.diagram.Drawing.Line;
import dev.lifeboat.ui.browser.diagram.LayeredLayout.Point;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Paints a drawing, in the notation of crow's feet: at the referring end a foot for many or a bar for at most one, with a
 * circle because there may be none; at the referenced end a bar, or a circle where the key may be null.
 */
record Picture(Drawing drawing, Palette palette) {
    private static final double FOOT = 11;
    private static final double SPREAD = 6;
    private static final double ROUND = 5;
    /** Below this scale a text is too small to be read: only the names of the tables are painted. */
    private static final double READABLE = 0.45;

    /** The part of the drawing that can be seen, in its pixels, and how large a pixel of it is on the screen. */
    record Window(double left, double top, double right, double bottom, double scale) {
        static Window whole(Drawing drawing) {
            return new Window(-50, -50, drawing.width() + 50, drawing.height() + 50, 1);
        }

        boolean shows(Box box) {
            return box.x() <= right && box.x() + box.width() >= left && box.y() <= bottom && box.y() + box.height() >= top;
        }

        boolean shows(Line line) {
            boolean toTheRight = true;
            boolean toTheLeft = true;
            boolean below = true;
            boolean above = true;
            for (var point : line.points()) {
                toTheRight &= point.x() - FOOT > right;
                toTheLeft &= point.x() + FOOT < left;
                below &= point.y() - FOOT > bottom;
                above &= point.y() + FOOT < top;
            }
            return !(toTheRight || toTheLeft || below || above);
        }
    }

    /**
     * Paints what can be seen.
     *
     * @param chosen the table with the frame, whose lines are emphasised; -1 for none
     * @param faint  tables that step back
     */
    void paint(Ink ink, Window window, long chosen, LongPredicate faint) {
        var others = drawing.lines().stream().filter(line -> !touches(line, chosen)).filter(window::shows).toList();
        others.forEach(line -> paint(ink, line, false));
        drawing.lines().stream().filter(line -> touches(line, chosen)).filter(window::shows).forEach(line -> paint(ink, line, true));
        drawing.boxes().stream().filter(window::shows)
                .forEach(box -> paint(ink, box, box.table().oid() == chosen, faint.test(box.table().oid()), window.scale()));
    }

    private static boolean touches(Line line, long oid) {
        return line.key().from().oid() == oid || line.key().to().oid() == oid;
    }

    private void paint(Ink ink, Line line, boolean strong) {
        var colour = strong ? palette.accent() : palette.line();
        double width = strong ? 2 : 1.2;
        var points = line.points();
        ink.line(points, ROUND, colour, width);
        var from = points.getFirst();
        double out = Math.signum(points.get(1).x() - from.x());
        if (line.key().single()) {
            bar(ink, from.x() + out * FOOT * 0.6, from.y(), colour, width);
        } else {
            var tip = new Point(from.x() + out * FOOT, from.y());
            ink.line(List.of(new Point(from.x(), from.y() - SPREAD), tip, new Point(from.x(), from.y() + SPREAD)), 0, colour, width);
        }
        ink.circle(from.x() + out * (FOOT + 4), from.y(), 3.5, palette.ground(), colour, width);
        var to = points.getLast();
        double back = Math.signum(points.get(points.size() - 2).x() - to.x());
        bar(ink, to.x() + back * FOOT * 0.6, to.y(), colour, width);
        if (line.key().mandatory()) bar(ink, to.x() + back * FOOT, to.y(), colour, width);
        else ink.circle(to.x() + back * (FOOT + 3), to.y(), 3.5, palette.ground(), colour, width);
    }

    private static void bar(Ink ink, double x, double y, javafx.scene.paint.Color colour, double width) {
        ink.line(List.of(new Point(x, y - SPREAD + 1), new Point(x, y + SPREAD - 1)), 0, colour, width);
    }

    private void paint(Ink ink, Box box, boolean chosen, boolean faint, double scale) {
        double shade = faint ? 0.35 : 1;
        ink.box(box.x(), box.y(), box.width(), box.height(), 6, palette.box(), null, 0);
        ink.box(box.x(), box.y(), box.width(), scale < READABLE ? box.height() : Math.min(Drawing.HEADER, box.height()), 6, palette.header(), null, 0);
        ink.box(box.x(), box.y(), box.width(), box.height(), 6, null, chosen ? palette.accent() : palette.border(), chosen ? 2 : 1);
        if (scale < READABLE) {
            title(ink, box, shade, scale);
            return;
        }
        boolean severalSchemas = drawing.boxes().stream().anyMatch(other -> !other.table().schema().equals(box.table().schema()));
        double nameWidth = Math.min(Drawing.width(box.table().name()) * 1.12, box.width() - 20);
        ink.text(box.table().name(), box.x() + 12, box.y() + 21, Ink.Face.BOLD, palette.text().deriveColor(0, 1, 1, shade), box.width() - 20, false);
        if (severalSchemas) {
            ink.text(box.table().schema(), box.x() + box.width() - 12, box.y() + 21, Ink.Face.SMALL, palette.quiet().deriveColor(0, 1, 1, shade), box.width() - nameWidth - 30, true);
        }
        double y = box.y() + Drawing.HEADER + 15;
        for (var column : box.columns()) {
            row(ink, box, column, y, shade);
            y += Drawing.ROW;
        }
        if (box.hidden() > 0) {
            ink.text(Messages.text("browser.diagram.hidden", box.hidden()), box.x() + 28, y, Ink.Face.SMALL, palette.quiet().deriveColor(0, 1, 1, shade), box.width() - 36, false);
        }
    }

    /** From far away only the name, as large as the box allows and no larger than it would be near by. */
    private void title(Ink ink, Box box, double shade, double scale) {
        double room = box.width() - 16;
        double size = Math.min(Math.min(12 / scale, 12 * room / (Drawing.width(box.table().name()) * 1.1)), box.height() * 0.6);
        if (size * scale < 4) return;
        ink.text(box.table().name(), box.x() + 8, box.y() + box.height() / 2 + size * 0.35, new Ink.Face(size, true), palette.text().deriveColor(0, 1, 1, shade), room + 8, false);
    }

    private void row(Ink ink, Box box, CatalogDiagram.Column column, double y, double shade) {
        String type = Drawing.shortType(column);
        double typeWidth = Math.min(Drawing.width(type), box.width() * 0.5);
        var text = palette.text().deriveColor(0, 1, 1, shade);
        if (column.primary()) key(ink, box.x() + 11, y - 4, shade);
        else if (column.refers()) ink.circle(box.x() + 14, y - 4, 3, null, palette.line().deriveColor(0, 1, 1, shade), 1.3);
        ink.text(column.name(), box.x() + 28, y, column.primary() ? Ink.Face.BOLD : Ink.Face.PLAIN, text, box.width() - 28 - typeWidth - 20, false);
        ink.text(type, box.x() + box.width() - 12, y, Ink.Face.SMALL, palette.quiet().deriveColor(0, 1, 1, shade), Math.max(typeWidth * 1.1, box.width() - 50 - Drawing.width(column.name())), true);
    }

    private void key(Ink ink, double x, double y, double shade) {
        var colour = palette.key().deriveColor(0, 1, 1, shade);
        ink.circle(x + 1.5, y, 2.6, null, colour, 1.5);
        ink.line(List.of(new Point(x + 4, y), new Point(x + 10, y), new Point(x + 10, y + 3)), 0, colour, 1.5);
        ink.line(List.of(new Point(x + 7, y), new Point(x + 7, y + 2.5)), 0, colour, 1.5);
    }
}
