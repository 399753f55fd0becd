package dev.lifeboat.ui.restore;

import dev.lifeboat.ui.common.Messages;
import java.util.EnumMap;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Where one is: all steps in a row, those done with a tick, the present one marked. */
final class StepBar extends HBox {
    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");
    private static final PseudoClass PRESENT = PseudoClass.getPseudoClass("present");

    private static final double NUMBER_WIDTH = 24;

    private final Map<Step, Label> labels = new EnumMap<>(Step.class);

    StepBar() {
        setId("restore-steps");
        getStyleClass().add("step-bar");
        for (var step : Step.values()) {
            var number = new Label(String.valueOf(step.ordinal() + 1));
            number.getStyleClass().add("step-number");
            var label = new Label(step.title(), number);
            label.getStyleClass().add("step");
            label.setTooltip(new Tooltip(step.title()));
            labels.put(step, label);
            if (!getChildren().isEmpty()) getChildren().add(line());
            getChildren().add(label);
        }
    }

    void show(Step present) {
        labels.forEach((step, label) -> {
            boolean done = step.ordinal() < present.ordinal();
            label.pseudoClassStateChanged(DONE, done);
            label.pseudoClassStateChanged(PRESENT, step == present);
            // In a narrow window the others shorten their names, down to their numbers.
            label.setMinWidth(step == present ? USE_PREF_SIZE : NUMBER_WIDTH);
            var number = (Label) label.getGraphic();
            number.setText(done ? null : String.valueOf(step.ordinal() + 1));
            number.setGraphic(done ? new FontIcon(Feather.CHECK) : null);
        });
        setAccessibleText(Messages.text("restore.steps", present.ordinal() + 1, Step.values().length, present.title()));
    }

    private static Region line() {
        var line = new Region();
        line.getStyleClass().add("step-line");
        HBox.setHgrow(line, Priority.ALWAYS);
        return line;
    }
}
