package dev.lifeboat.ui.browser.diagram;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Group;
import javafx.scene.control.Label;
import javafx.scene.paint.Color;

/** The colours of the stylesheet, for what is painted: labels without text, each styled with one of them. */
final class Inks extends Group {
    private enum Name { GROUND, BOX, HEADER, BORDER, TEXT, QUIET, KEY, LINE, ACCENT }

    private final Map<Name, Label> labels = new EnumMap<>(Name.class);

    /** @param changed is told when the theme brings other colours */
    Inks(Runnable changed) {
        setManaged(false);
        setMouseTransparent(true);
        Arrays.stream(Name.values()).forEach(name -> {
            var label = new Label();
            label.getStyleClass().add("diagram-" + name.name().toLowerCase(Locale.ROOT));
            label.textFillProperty().addListener(_ -> changed.run());
            labels.put(name, label);
            getChildren().add(label);
        });
    }

    Palette palette() {
        return new Palette(of(Name.GROUND), of(Name.BOX), of(Name.HEADER), of(Name.BORDER), of(Name.TEXT), of(Name.QUIET), of(Name.KEY), of(Name.LINE), of(Name.ACCENT));
    }

    private Color of(Name name) {
        return labels.get(name).getTextFill() instanceof Color colour ? colour : Color.GRAY;
    }
}
