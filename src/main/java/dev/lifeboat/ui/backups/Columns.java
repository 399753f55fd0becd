package dev.lifeboat.ui.backups;

import dev.lifeboat.ui.common.Css;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** A few rows under headings: the first column is a name, the others are numbers. For lists too short for a table. */
final class Columns extends GridPane {
    Columns(String... headings) {
        getStyleClass().add("columns");
        for (int i = 0; i < headings.length; i++) {
            var constraint = new ColumnConstraints();
            constraint.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            constraint.setHgrow(i == 0 ? Priority.ALWAYS : Priority.SOMETIMES);
            getColumnConstraints().add(constraint);
            var label = new Label(headings[i]);
            label.getStyleClass().add(Css.QUIET);
            add(label, i, 0);
        }
    }

    /** Adds a row. */
    void row(Node name, String... numbers) {
        int row = getRowCount();
        add(name, 0, row);
        for (int i = 0; i < numbers.length; i++) add(new Label(numbers[i]), i + 1, row);
    }
}
