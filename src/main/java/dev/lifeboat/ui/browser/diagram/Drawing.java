package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.engine.postgres.CatalogDiagram;
import dev.lifeboat.engine.postgres.CatalogForeignKey;
import dev.lifeboat.ui.browser.diagram.LayeredLayout.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A diagram with every box and line in its place, in pixels at full size, from 0,0 to width,height.
 *
 * @param boxes in the order of the diagram's tables
 * @param lines in the order of its keys, each from the referring to the referenced table
 */
record Drawing(List<Box> boxes, List<Line> lines, double width, double height) {
    static final double HEADER = 32;
    static final double ROW = 21;
    /** More columns than these are not listed one by one. */
    static final int MOST_ROWS = 30;
    private static final double BOTTOM = 6;
    private static final double LEFT = 28;
    private static final double BETWEEN = 18;
    private static final double RIGHT = 12;
    private static final double NARROWEST = 130;
    private static final double WIDEST = 340;

    /**
     * @param columns those that are listed
     * @param hidden  how many more there are
     */
    record Box(CatalogDiagram.Table table, List<CatalogDiagram.Column> columns, int hidden, double x, double y, double width, double height) {
        /** The middle of a column's row below the top of the box; of one that is not listed that of the last line. */
        double port(String column) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equals(column)) return HEADER + (i + 0.5) * ROW;
            }
            return columns.isEmpty() && hidden == 0 ? HEADER / 2 : height - BOTTOM - ROW / 2;
        }

        boolean holds(double px, double py) {
            return px >= x && px <= x + width && py >= y && py <= y + height;
        }

        double middleX() {
            return x + width / 2;
        }

        double middleY() {
            return y + height / 2;
        }

        private Box at(Point corner) {
            return new Box(table, columns, hidden, corner.x(), corner.y(), width, height);
        }
    }

    record Line(CatalogForeignKey key, List<Point> points) {}

    /** Lays a diagram out, which takes a while for hundreds of tables. @param everyColumn or only those of keys */
    static Drawing of(CatalogDiagram diagram, boolean everyColumn) {
        List<Box> boxes = diagram.tables().stream().map(table -> box(table, everyColumn, severalSchemas(diagram))).toList();
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < boxes.size(); i++) places.put(boxes.get(i).table().oid(), i);
        List<LayeredLayout.Link> links = new ArrayList<>();
        for (var key : diagram.keys()) {
            int from = places.get(key.from().oid());
            int to = places.get(key.to().oid());
            links.add(new LayeredLayout.Link(from, boxes.get(from).port(key.from().columns().getFirst()), to, boxes.get(to).port(key.to().columns().getFirst())));
        }
        var result = LayeredLayout.of(boxes.stream().map(box -> new LayeredLayout.Size(box.width(), box.height())).toList(), links);
        List<Box> placed = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) placed.add(boxes.get(i).at(result.corners().get(i)));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) lines.add(new Line(diagram.keys().get(i), result.lines().get(i)));
        return new Drawing(placed, lines, result.width(), result.height());
    }

    private static boolean severalSchemas(CatalogDiagram diagram) {
        return diagram.tables().stream().map(CatalogDiagram.Table::schema).distinct().count() > 1;
    }

    private static Box box(CatalogDiagram.Table table, boolean everyColumn, boolean withSchema) {
        var wanted = table.columns().stream().filter(column -> everyColumn || column.primary() || column.refers() || column.unique()).toList();
        var listed = wanted.subList(0, Math.min(wanted.size(), MOST_ROWS));
        int hidden = table.columns().size() - listed.size();
        double widest = LEFT + width(table.name()) * 1.12 + (withSchema ? width(table.schema()) : 0) + RIGHT;
        for (var column : listed) widest = Math.max(widest, LEFT + width(column.name()) + BETWEEN + width(shortType(column)) + RIGHT);
        int rows = listed.size() + (hidden > 0 ? 1 : 0);
        return new Box(table, listed, hidden, 0, 0, Math.clamp(Math.ceil(widest), NARROWEST, WIDEST), HEADER + rows * ROW + (rows > 0 ? BOTTOM : 0));
    }

    /** The usual short word for a type whose name in the standard is long. */
    static String shortType(CatalogDiagram.Column column) {
        return column.type().replace("character varying", "varchar").replace("timestamp without time zone", "timestamp")
                .replace("timestamp with time zone", "timestamptz").replace("double precision", "double").replaceFirst("^character\\(", "char(");
    }

    /** About how wide a text is at 12 pixels; which font a file will be looked at with is not known here. */
    static double width(String text) {
        return text.codePoints().mapToDouble(c -> c >= 0x1100 ? 12.5 : Character.isUpperCase(c) || c == 'm' || c == 'w' || c == '_' ? 8 : 6.6).sum();
    }

    Optional<Box> boxAt(double x, double y) {
        return boxes.stream().filter(box -> box.holds(x, y)).findFirst();
    }

    Optional<Box> boxOf(long oid) {
        return boxes.stream().filter(box -> box.table().oid() == oid).findFirst();
    }

    /** The lines that begin or end at a table. */
    List<Line> linesOf(long oid) {
        return lines.stream().filter(line -> line.key().from().oid() == oid || line.key().to().oid() == oid).toList();
    }
}
