package dev.lifeboat.ui.browser.keys;

import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Back, forward, and the last places of the trail by name. Takes no room before one has gone anywhere. */
public final class TrailBar extends HBox {
    private static final int MOST = 5;

    private final Trail trail;
    private final IntConsumer go;
    private final Button back;
    private final Button forward;
    private final HBox crumbs = Layout.row(Css.GAP_SMALL);

    /** @param go is told the place in the trail that is wanted */
    public TrailBar(Trail trail, IntConsumer go) {
        this.trail = trail;
        this.go = go;
        setId("browser-trail");
        getStyleClass().addAll("browser-trail", Css.GAP_SMALL);
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        back = Buttons.icon("browser-back", Messages.text("browser.back"), Feather.ARROW_LEFT, () -> go.accept(trail.wayProperty().get().here() - 1));
        forward = Buttons.icon("browser-forward", Messages.text("browser.forward"), Feather.ARROW_RIGHT, () -> go.accept(trail.wayProperty().get().here() + 1));
        crumbs.setMinWidth(0);
        getChildren().addAll(back, forward, crumbs);
        trail.wayProperty().addListener(_ -> show());
        show();
    }

    private void show() {
        var way = trail.wayProperty().get();
        back.setDisable(!way.canGoBack());
        forward.setDisable(!way.canGoForward());
        crumbs.getChildren().clear();
        for (int i = Math.max(0, way.here() - MOST + 1); i <= way.here(); i++) {
            if (!crumbs.getChildren().isEmpty()) crumbs.getChildren().add(Layout.icon(Feather.CHEVRON_RIGHT, "browser-icon"));
            crumbs.getChildren().add(crumb(way.visits().get(i), i, i == way.here()));
        }
        boolean wanted = way.visits().size() > 1;
        setVisible(wanted);
        setManaged(wanted);
    }

    private Node crumb(Trail.Visit visit, int place, boolean here) {
        String name = visit.at().relation().name();
        String filter = FilterWords.of(visit.look().filter());
        String text = filter.isEmpty() ? name : name + " (" + filter + ")";
        if (here) {
            var label = new Label(text);
            label.getStyleClass().add(Css.QUIET);
            return cut(label, text);
        }
        var link = new Hyperlink(text);
        link.setId("browser-crumb-" + place);
        link.setOnAction(_ -> go.accept(place));
        return cut(link, text);
    }

    private static Node cut(javafx.scene.control.Labeled labeled, String whole) {
        labeled.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        labeled.setMinWidth(40);
        labeled.setMaxWidth(220);
        labeled.setTooltip(new Tooltip(whole));
        return labeled;
    }
}
