package dev.lifeboat.ui.common;

import atlantafx.base.theme.Styles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** A choice of a few, all to be seen at once; exactly one is chosen, or none while the value is null. */
public final class Choice<T> extends HBox {
    private final ObjectProperty<T> value = new SimpleObjectProperty<>(this, "value");
    private final Map<T, ToggleButton> buttons = new LinkedHashMap<>();

    /**
     * @param id the buttons are called {@code <id>-0}, {@code <id>-1}, ...
     * @param name what is chosen, for screen readers
     */
    public Choice(String id, String name, List<T> choices, Function<T, String> words) {
        setId(id);
        var group = new ToggleGroup();
        for (var choice : choices) {
            var button = new ToggleButton(words.apply(choice));
            button.setId(id + "-" + buttons.size());
            button.setAccessibleText(name + ": " + button.getText());
            button.setToggleGroup(group);
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(_ -> {
                value.set(choice);
                button.setSelected(true);
            });
            button.getStyleClass().add(buttons.isEmpty() ? Styles.LEFT_PILL
                    : buttons.size() == choices.size() - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
            buttons.put(choice, button);
        }
        getChildren().addAll(buttons.values());
        value.addListener((_, _, chosen) -> buttons.forEach((choice, button) -> button.setSelected(choice.equals(chosen))));
    }

    public ObjectProperty<T> valueProperty() {
        return value;
    }
}
