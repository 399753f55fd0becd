package dev.lifeboat.ui.common;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Rows, columns and labels as all views use them. */
public final class Layout {
    private Layout() {}

    /** Children side by side, centred on one line; {@code gap} is one of the gaps in {@link Css}. */
    public static HBox row(String gap, Node... children) {
        var row = new HBox(children);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add(gap);
        return row;
    }

    /** Children one below the other; {@code gap} is one of the gaps in {@link Css}. */
    public static VBox column(String gap, Node... children) {
        var column = new VBox(children);
        column.getStyleClass().add(gap);
        return column;
    }

    /** Empty room that pushes what follows to the end of a row. */
    public static Region spring() {
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /** A label whose text wraps and is never cut; style classes are added in the order given. */
    public static Label wrapped(String text, String... styleClasses) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** A control below the bold words that name it, for a screen reader too. @param shown the control with what stands beside and below it */
    public static VBox field(String name, Node control, Node... shown) {
        var label = new Label(name);
        label.getStyleClass().add(Styles.TEXT_BOLD);
        label.setLabelFor(control);
        control.setAccessibleText(name);
        var field = column(Css.GAP_SMALL, label);
        field.getChildren().addAll(shown);
        return field;
    }

    /** An icon that only decorates the words beside it: a screen reader passes over it. */
    public static FontIcon icon(Ikon ikon, String... styleClasses) {
        var icon = new FontIcon(ikon);
        icon.getStyleClass().addAll(styleClasses);
        return icon;
    }
}
