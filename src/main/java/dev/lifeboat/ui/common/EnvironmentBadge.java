package dev.lifeboat.ui.common;

import dev.lifeboat.engine.stack.Environment;
import java.util.Locale;
import javafx.scene.control.Label;

/** The environment of a stack as a word and a colour, the same everywhere. */
public final class EnvironmentBadge extends Label {
    public EnvironmentBadge(Environment environment) {
        super(word(environment));
        getStyleClass().addAll("environment-badge", styleClass(environment));
        setMinWidth(USE_PREF_SIZE);
    }

    /** The word, in capitals: {@code PRODUCTION}. */
    public static String word(Environment environment) {
        return Messages.text("environment." + environment.name().toLowerCase(Locale.ROOT));
    }

    /** The style class that gives a node the environment's colours. */
    public static String styleClass(Environment environment) {
        return "environment-" + environment.name().toLowerCase(Locale.ROOT);
    }
}
