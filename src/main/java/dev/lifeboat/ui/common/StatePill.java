package dev.lifeboat.ui.common;

import javafx.scene.control.Label;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A state as an icon, a word and a colour; each of the first two says it alone. */
public final class StatePill extends Label {
    /** What a state means to the person who reads it. */
    public enum State {
        GOOD(Feather.CHECK_CIRCLE),
        WARNING(Feather.ALERT_TRIANGLE),
        BAD(Feather.X_CIRCLE),
        RUNNING(Feather.LOADER),
        NEUTRAL(Feather.CIRCLE);

        private final Ikon icon;

        State(Ikon icon) {
            this.icon = icon;
        }

        /** The style class that gives a node this state's colours. */
        public String styleClass() {
            return "state-" + name().toLowerCase(java.util.Locale.ROOT);
        }

        public Ikon icon() {
            return icon;
        }
    }

    public StatePill(State state, String word) {
        getStyleClass().add("state-pill");
        setMinWidth(USE_PREF_SIZE);
        show(state, word);
    }

    /** Shows another state. */
    public void show(State state, String word) {
        for (var other : State.values()) getStyleClass().remove(other.styleClass());
        getStyleClass().add(state.styleClass());
        setGraphic(new FontIcon(state.icon()));
        setText(word);
        setAccessibleText(word);
    }
}
