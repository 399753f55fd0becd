package dev.lifeboat.ui.overview;

import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The one answer: recoverable until when, or why not. */
final class Headline extends HBox {
    private final Formats formats;
    private final FontIcon icon = Layout.icon(Feather.LIFE_BUOY, "headline-icon");
    private final Label answer = Layout.wrapped("", "headline-answer");
    private final Label why = Layout.wrapped("", "headline-why");

    Headline(Formats formats) {
        this.formats = formats;
        setId("overview-headline");
        getStyleClass().addAll("headline", Css.GAP_LARGE);
        answer.setId("overview-recoverable");
        why.setId("overview-why");
        var words = Layout.column(Css.GAP_SMALL, answer, why);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(icon, words);
    }

    void show(OverviewModel.Picture picture) {
        var health = picture.health();
        for (var state : StatePill.State.values()) getStyleClass().remove(state.styleClass());
        var meaning = HeadlineWords.meaning(health);
        getStyleClass().add(meaning.styleClass());
        icon.setIconCode(meaning.icon());
        answer.setText(HeadlineWords.answer(health, formats));
        why.setText(health.why());
        why.setManaged(!health.why().isBlank());
    }
}
