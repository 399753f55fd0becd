package dev.lifeboat.ui.common;

import atlantafx.base.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** A surface with a border and, if wanted, a heading, on which related things lie. */
public final class Card extends VBox {
    /** A card without a heading. */
    public Card(Node... content) {
        getStyleClass().addAll(Css.CARD, Css.GAP);
        getChildren().addAll(content);
    }

    /** A card with a heading. */
    public Card(String heading, Node... content) {
        this(content);
        var label = new Label(heading);
        label.getStyleClass().addAll(Styles.TITLE_4, Css.HEADING);
        getChildren().addFirst(label);
    }
}
