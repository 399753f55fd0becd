package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.ui.browser.diagram.Drawing.Box;
import dev.lifeboat.ui.common.Messages;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/**
 * A drawing that can be moved, enlarged and walked through. Only what can be seen is painted, at most once a pulse.
 * Arrows go to the next table in their direction, with Shift they move the picture; plus, minus and 0 change its size;
 * Enter or a click opens a table. The table with the focus is said to a screen reader.
 */
final class DiagramCanvas extends Region {
    private static final double SMALLEST = 0.05;
    private static final double LARGEST = 3;
    private static final double EDGE = 28;
    private static final double STEP = 80;

    private final Canvas canvas = new Canvas();
    private final Inks inks = new Inks(this::requestLayout);
    private final Consumer<Box> opened;
    private Drawing drawing;
    private double scale = 1;
    private double left;
    private double top;
    private boolean fitting = true;
    private long chosen = -1;
    private long hovered = -1;
    private String searched = "";
    private double pressX;
    private double pressY;
    private boolean dragged;

    /** @param opened is told which table is to be opened */
    DiagramCanvas(Consumer<Box> opened) {
        this.opened = opened;
        setId("browser-diagram-canvas");
        getStyleClass().add("diagram-canvas");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Messages.text("browser.diagram"));
        canvas.setManaged(false);
        getChildren().addAll(inks, canvas);
        setMinSize(60, 60);
        focusedProperty().addListener(_ -> requestLayout());
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::grab);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        setOnZoom(event -> zoomAt(event.getZoomFactor(), event.getX(), event.getY()));
    }

    /** Shows another drawing, as large as fits. @param centre the table that has the frame, or -1 */
    void show(Drawing now, long centre) {
        drawing = now;
        chosen = centre;
        hovered = -1;
        fit();
    }

    /** The whole drawing, but not larger than it is. */
    void fit() {
        fitting = true;
        requestLayout();
    }

    void zoom(double factor) {
        zoomAt(factor, getWidth() / 2, getHeight() / 2);
    }

    /** Tables whose name does not contain this step back; Enter goes from one to the next. */
    void search(String text) {
        searched = text.strip().toLowerCase(java.util.Locale.ROOT);
        requestLayout();
    }

    /** Goes to the next table that was searched for. @return whether there is one */
    boolean nextFound() {
        if (drawing == null || searched.isEmpty()) return false;
        var found = drawing.boxes().stream().filter(this::isFound).toList();
        if (found.isEmpty()) return false;
        int at = found.indexOf(chosenBox().orElse(null));
        choose(found.get((at + 1) % found.size()));
        if (scale < 0.6) scale = 0.8;
        centre(chosenBox().orElseThrow());
        return true;
    }

    private boolean isFound(Box box) {
        return box.table().name().toLowerCase(java.util.Locale.ROOT).contains(searched);
    }

    /** What is painted, for a file. */
    Optional<Picture> picture() {
        return Optional.ofNullable(drawing).map(now -> new Picture(now, inks.palette()));
    }

    /** Where a table is on the screen, in this node's pixels; for tests and tooltips. */
    Optional<javafx.geometry.Point2D> placeOf(String table) {
        return drawing.boxes().stream().filter(box -> box.table().name().equals(table)).findFirst()
                .map(box -> new javafx.geometry.Point2D((box.middleX() - left) * scale, (box.y() + 12 - top) * scale));
    }

    double scale() {
        return scale;
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        if (drawing != null && fitting && getWidth() > 0) {
            scale = Math.clamp(Math.min((getWidth() - 2 * EDGE) / drawing.width(), (getHeight() - 2 * EDGE) / drawing.height()), SMALLEST, 1);
            left = (drawing.width() - getWidth() / scale) / 2;
            top = (drawing.height() - getHeight() / scale) / 2;
        }
        paint();
    }

    private void paint() {
        var context = canvas.getGraphicsContext2D();
        var palette = inks.palette();
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.setFill(palette.ground());
        context.fillRect(0, 0, getWidth(), getHeight());
        if (drawing == null) return;
        context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
        var window = new Picture.Window(left, top, left + getWidth() / scale, top + getHeight() / scale, scale);
        new Picture(drawing, palette).paint(new CanvasInk(context), window, hovered >= 0 ? hovered : chosen,
                oid -> !searched.isEmpty() && drawing.boxOf(oid).filter(this::isFound).isEmpty());
    }

    private void zoomAt(double factor, double x, double y) {
        double now = Math.clamp(scale * factor, SMALLEST, LARGEST);
        left += x / scale - x / now;
        top += y / scale - y / now;
        scale = now;
        fitting = false;
        requestLayout();
    }

    private void move(double x, double y) {
        left += x / scale;
        top += y / scale;
        fitting = false;
        requestLayout();
    }

    private void centre(Box box) {
        left = box.middleX() - getWidth() / scale / 2;
        top = box.middleY() - getHeight() / scale / 2;
        fitting = false;
        requestLayout();
    }

    private Optional<Box> chosenBox() {
        return drawing == null ? Optional.empty() : drawing.boxOf(chosen);
    }

    private void choose(Box box) {
        chosen = box.table().oid();
        setAccessibleText(Messages.text("browser.diagram.table", box.table().name(), box.table().columns().size(), drawing.linesOf(chosen).size()));
        notifyAccessibleAttributeChanged(javafx.scene.AccessibleAttribute.TEXT);
        requestLayout();
    }

    private void pressed(KeyEvent event) {
        if (drawing == null || event.isShortcutDown() || event.isAltDown()) return;
        boolean moving = event.isShiftDown();
        switch (event.getCode()) {
            case LEFT -> go(event, moving, -1, 0);
            case RIGHT -> go(event, moving, 1, 0);
            case UP -> go(event, moving, 0, -1);
            case DOWN -> go(event, moving, 0, 1);
            case PLUS, ADD, EQUALS -> zoom(1.25);
            case MINUS, SUBTRACT -> zoom(0.8);
            case DIGIT0, NUMPAD0 -> fit();
            case ENTER -> chosenBox().ifPresent(opened);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void go(KeyEvent event, boolean moving, int dx, int dy) {
        if (moving) {
            move(dx * STEP, dy * STEP);
            return;
        }
        var from = chosenBox();
        if (from.isEmpty()) {
            drawing.boxes().stream().findFirst().ifPresent(this::reach);
            return;
        }
        drawing.boxes().stream().filter(box -> ahead(from.get(), box, dx, dy) > 1)
                .min(Comparator.comparingDouble(box -> ahead(from.get(), box, dx, dy) + 3 * aside(from.get(), box, dx))).ifPresent(this::reach);
    }

    private static double ahead(Box from, Box to, int dx, int dy) {
        return dx * (to.middleX() - from.middleX()) + dy * (to.middleY() - from.middleY());
    }

    private static double aside(Box from, Box to, int dx) {
        return Math.abs(dx == 0 ? to.middleX() - from.middleX() : to.middleY() - from.middleY());
    }

    private void reach(Box box) {
        choose(box);
        boolean inSight = box.x() >= left && box.y() >= top && box.x() + box.width() <= left + getWidth() / scale && box.y() + box.height() <= top + getHeight() / scale;
        if (!inSight) centre(box);
    }

    private void grab(MouseEvent event) {
        requestFocus();
        pressX = event.getX();
        pressY = event.getY();
        dragged = false;
    }

    private void drag(MouseEvent event) {
        if (!dragged && Math.hypot(event.getX() - pressX, event.getY() - pressY) < 4) return;
        dragged = true;
        setCursor(Cursor.CLOSED_HAND);
        move(pressX - event.getX(), pressY - event.getY());
        pressX = event.getX();
        pressY = event.getY();
    }

    private void clicked(MouseEvent event) {
        setCursor(Cursor.DEFAULT);
        if (dragged || event.getButton() != MouseButton.PRIMARY) return;
        at(event).ifPresent(opened);
    }

    private Optional<Box> at(MouseEvent event) {
        return drawing == null ? Optional.empty() : drawing.boxAt(left + event.getX() / scale, top + event.getY() / scale);
    }

    private void hover(MouseEvent event) {
        long now = at(event).map(box -> box.table().oid()).orElse(-1L);
        if (now == hovered) return;
        hovered = now;
        setCursor(now >= 0 ? Cursor.HAND : Cursor.DEFAULT);
        requestLayout();
    }

    private void scroll(ScrollEvent event) {
        if (event.isShortcutDown()) zoomAt(Math.exp(event.getDeltaY() / 300), event.getX(), event.getY());
        else if (event.isShiftDown() && event.getDeltaX() == 0) move(-event.getDeltaY(), 0);
        else move(-event.getDeltaX(), -event.getDeltaY());
        event.consume();
    }
}
