package dev.lifeboat.ui.firstrun;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.JobProgress;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What is shown while there is no stack: what Lifeboat is for, and three ways to begin. */
public final class FirstRunView implements View {
    private final ScrollPane node;
    private final JobProgress progress;

    /** @param discover leads to the stacks of a Docker host; @param connect to the form that connects by hand */
    public FirstRunView(FirstRunModel model, ViewContext context, Runnable discover, Runnable connect) {
        progress = new JobProgress(context.formats()).narrow();
        var error = new ErrorBanner("firstrun-error");
        var demo = Buttons.accent("firstrun-demo", Messages.text("firstrun.demo.button"), model::startDemo);
        var find = Buttons.plain("firstrun-discover", Messages.text("firstrun.discover.button"), discover);
        var byHand = Buttons.plain("firstrun-connect", Messages.text("firstrun.connect.button"), connect);
        demo.visibleProperty().bind(model.startingProperty().not());
        demo.managedProperty().bind(demo.visibleProperty());
        progress.visibleProperty().bind(model.startingProperty());
        progress.managedProperty().bind(model.startingProperty());
        model.jobProperty().addListener((_, _, job) -> show(job));
        show(model.jobProperty().get());
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        var ways = Layout.row(Css.GAP_LARGE,
                way(Feather.PLAY_CIRCLE, "firstrun.demo", demo, progress),
                way(Feather.BOX, "firstrun.discover", find),
                way(Feather.SERVER, "firstrun.connect", byHand));
        ways.setFillHeight(true);
        ways.setAlignment(Pos.TOP_CENTER);
        var title = Layout.wrapped(Messages.text("firstrun.title"), Styles.TITLE_2);
        var content = Layout.column(Css.GAP_HUGE, Layout.icon(Feather.LIFE_BUOY, "firstrun-icon"),
                Layout.column(Css.GAP, title, Layout.wrapped(Messages.text("firstrun.sentence"), Css.QUIET)), ways, error);
        content.getStyleClass().add("firstrun");
        content.setMaxSize(HBox.USE_COMPUTED_SIZE, HBox.USE_PREF_SIZE);
        node = new ScrollPane(new StackPane(content));
        node.setId("firstrun");
        node.setFitToWidth(true);
        node.setFitToHeight(true);
    }

    private void show(JobSnapshot job) {
        if (job == null) progress.begin(Messages.text("firstrun.demo.starting"));
        else progress.show(job);
    }

    private static Node way(Ikon icon, String key, Button button, Node... more) {
        var text = Layout.wrapped(Messages.text(key + ".sentence"), Css.QUIET);
        var spring = new Region();
        var card = new Card(Layout.row(Css.GAP, Layout.icon(icon, "way-icon"), Layout.wrapped(Messages.text(key + ".title"), Styles.TITLE_4)), text, spring);
        VBox.setVgrow(spring, Priority.ALWAYS);
        card.getChildren().addAll(more);
        card.getChildren().add(button);
        card.getStyleClass().add("way");
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    @Override
    public Parent node() {
        return node;
    }
}
