package dev.lifeboat.ui.settings;

import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A field that leaves only the settings whose words hold all that was typed; a card's heading speaks for all that lies on it. */
final class SettingsSearch extends TextField {
    /** The style class of one setting with its name, its default and its control. */
    static final String SETTING = "setting";

    private final VBox cards;
    private final EmptyState nothing = new EmptyState(Feather.SEARCH, Messages.text("settings.search.nothing.title"), Messages.text("settings.search.nothing"));

    /** @param cards holds the cards and nothing else */
    SettingsSearch(VBox cards) {
        this.cards = cards;
        setId("settings-search");
        setPromptText(Messages.text("settings.search"));
        setAccessibleText(Messages.text("settings.search"));
        textProperty().addListener((_, _, _) -> apply());
        nothing.setId("settings-search-nothing");
        cards.getChildren().add(nothing);
        apply();
    }

    /** Searches again: what lies on the cards has changed. */
    void apply() {
        var words = Arrays.stream(getText().toLowerCase(Locale.ROOT).split("\\s+")).filter(word -> !word.isEmpty()).toList();
        boolean any = false;
        for (var child : cards.getChildren()) {
            if (child instanceof Card card) any |= apply(card, words);
        }
        shown(nothing, !any);
    }

    private static boolean apply(Card card, List<String> words) {
        String heading = text(card.getChildren().getFirst());
        var settings = settings(card);
        boolean whole = holds(heading, words) || settings.isEmpty() && holds(text(card), words);
        boolean any = whole;
        for (var setting : settings) {
            boolean found = whole || holds(heading + " " + text(setting), words);
            shown(setting, found);
            any |= found;
        }
        shown(card, any);
        return any;
    }

    private static boolean holds(String text, List<String> words) {
        return words.stream().allMatch(text.toLowerCase(Locale.ROOT)::contains);
    }

    private static List<Node> settings(Node node) {
        if (node.getStyleClass().contains(SETTING)) return List.of(node);
        if (!(node instanceof Parent parent)) return List.of();
        return parent.getChildrenUnmodifiable().stream().flatMap(child -> settings(child).stream()).toList();
    }

    private static String text(Node node) {
        var words = new ArrayList<String>();
        if (node instanceof Labeled labeled && labeled.getText() != null) words.add(labeled.getText());
        if (node instanceof Parent parent) parent.getChildrenUnmodifiable().forEach(child -> words.add(text(child)));
        return String.join(" ", words);
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
