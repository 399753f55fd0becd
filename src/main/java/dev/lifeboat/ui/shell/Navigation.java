package dev.lifeboat.ui.shell;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Place;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The column at the left: the stack chooser and one button per place. In a narrow window the words go and the
 * icons stay, each with its word as tooltip and accessible name.
 */
final class Navigation extends VBox {
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    private final Map<Place, ToggleButton> buttons = new EnumMap<>(Place.class);
    private final ToggleGroup group = new ToggleGroup();
    private final StackPane top = new StackPane();
    private StackChooser chooser;
    private boolean isNarrow;
    private Consumer<Place> opened = _ -> {};

    Navigation() {
        setId("navigation");
        getStyleClass().add("navigation");
        setAccessibleText(Messages.text("shell.navigation"));
        var places = Layout.column(Css.GAP_SMALL);
        VBox.setVgrow(places, Priority.ALWAYS);
        for (var place : Place.values()) {
            var button = button(place);
            buttons.put(place, button);
            places.getChildren().add(button);
        }
        top.getStyleClass().add("navigation-top");
        getChildren().addAll(top, places);
        // A toggle group lets the chosen button be switched off; a place is never left for nothing.
        group.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null && before != null) before.setSelected(true);
        });
    }

    private ToggleButton button(Place place) {
        var button = new ToggleButton(place.title(), new FontIcon(place.icon()));
        button.setId("nav-" + place.id());
        button.setAccessibleText(place.title());
        button.setMaxWidth(Double.MAX_VALUE);
        button.setToggleGroup(group);
        button.getStyleClass().add("navigation-item");
        button.setTooltip(new Tooltip(place.title() + "  " + Shortcuts.forPlace(place).getDisplayText()));
        button.setOnAction(_ -> opened.accept(place));
        return button;
    }

    /** Shows the places that have a view. */
    void offer(Set<Place> places) {
        buttons.forEach((place, button) -> {
            button.setManaged(places.contains(place));
            button.setVisible(places.contains(place));
        });
    }

    /** The places that are shown. */
    List<Place> offered() {
        return buttons.keySet().stream().filter(place -> buttons.get(place).isVisible()).toList();
    }

    /** Opens the stack chooser's menu. */
    void openTop() {
        chooser.requestFocus();
        chooser.show();
    }

    /** Who is told which place was asked for. */
    void onOpened(Consumer<Place> listener) {
        opened = listener;
    }

    /** What lies above the places. */
    void top(StackChooser node) {
        chooser = node;
        node.narrow(isNarrow);
        top.getChildren().setAll(node);
    }

    /** Marks a place as the one in front. */
    void mark(Place place) {
        buttons.get(place).setSelected(true);
    }

    /** Shows icons alone. */
    void narrow(boolean narrow) {
        isNarrow = narrow;
        if (chooser != null) chooser.narrow(narrow);
        pseudoClassStateChanged(NARROW, narrow);
        var display = narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        buttons.values().forEach(button -> button.setContentDisplay(display));
    }
}
