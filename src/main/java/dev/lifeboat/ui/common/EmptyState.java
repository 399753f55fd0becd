package dev.lifeboat.ui.common;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.Ikon;

/** What a view shows while there is nothing to show: what the view is for, and the button that starts it. */
public final class EmptyState extends VBox {
    /**
     * @param title what is missing, in a few words
     * @param sentence what this place is for
     * @param actions the buttons that start it, the accented one first; may be none
     */
    public EmptyState(Ikon icon, String title, String sentence, Node... actions) {
        getStyleClass().addAll("empty-state", Css.GAP_LARGE);
        setAlignment(Pos.CENTER);
        var heading = Layout.wrapped(title, Styles.TITLE_4);
        var text = Layout.wrapped(sentence, Css.QUIET);
        heading.setTextAlignment(TextAlignment.CENTER);
        text.setTextAlignment(TextAlignment.CENTER);
        heading.setAlignment(Pos.CENTER);
        text.setAlignment(Pos.CENTER);
        var words = Layout.column(Css.GAP, heading, text);
        words.setAlignment(Pos.CENTER);
        getChildren().addAll(Layout.icon(icon, "empty-state-icon"), words);
        if (actions.length > 0) {
            var row = Layout.row(Css.GAP, actions);
            row.setAlignment(Pos.CENTER);
            getChildren().add(row);
        }
    }
}
