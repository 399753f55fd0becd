package dev.lifeboat.ui.common;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** Names at the left, what is known of each at the right. */
public final class Facts extends GridPane {
    public Facts() {
        getStyleClass().add("facts");
        var names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setFillWidth(true);
        getColumnConstraints().addAll(names, values);
    }

    /** Adds a text, which wraps and is never cut. */
    public Facts add(String name, String value) {
        return add(name, Layout.wrapped(value));
    }

    /** Adds a node. */
    public Facts add(String name, Node value) {
        var label = new Label(name);
        label.getStyleClass().add(Css.QUIET);
        label.setLabelFor(value);
        // A text of several lines begins beside its name; what has buttons stands in the middle of its row. (Not the
        // baseline: a grid takes a wrapped text on its baseline for one line high, and the next row covers the rest.)
        var place = value instanceof Label ? VPos.TOP : VPos.CENTER;
        GridPane.setValignment(label, place);
        GridPane.setValignment(value, place);
        addRow(getRowCount(), label, value);
        return this;
    }
}
