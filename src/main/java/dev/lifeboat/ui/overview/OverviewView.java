package dev.lifeboat.ui.overview;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.monitor.StackHealth.Action;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.Problem;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.replication.DestinationStatus;
import java.util.List;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.collections.ListChangeListener;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** Whether one could recover now, and everything behind that answer. */
public final class OverviewView implements View {
    private static final Duration TICK = Duration.seconds(10);

    private final OverviewModel model;
    private final ViewContext context;
    private final Headline headline;
    private final TodoCard todo;
    private final FiguresRow figures;
    private final HistoryCard history;
    private final CopiesCard copies;
    private final VBox column = Layout.column(Css.GAP_LARGE);
    private final ScrollPane filled = new ScrollPane(column);
    private final EmptyState empty;
    private final ErrorBanner error = new ErrorBanner("overview-error");
    private final Button backUp;
    private final Timeline clock;
    private final Page page;

    public OverviewView(OverviewModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        headline = new Headline(context.formats());
        todo = new TodoCard(model, context);
        figures = new FiguresRow(context.formats());
        history = new HistoryCard(context);
        copies = new CopiesCard(model, context);
        filled.setFitToWidth(true);
        filled.getStyleClass().add("page-scroll");
        empty = new EmptyState(Feather.LIFE_BUOY, Messages.text("overview.empty.title"), Messages.text("overview.empty"),
                Buttons.accent("overview-first", Messages.text("backups.now"), Feather.ARCHIVE, model::backUp));
        empty.setId("overview-empty");
        backUp = Buttons.plain("overview-backup", Messages.text("backups.now"), Feather.ARCHIVE, model::backUp);
        backUp.disableProperty().bind(model.runningProperty().isNotNull());
        page = new Page(Place.OVERVIEW.title(), new Region());
        page.actions(backUp);
        page.notes().getChildren().add(error);
        model.pictureProperty().addListener((_, _, _) -> show());
        model.errorProperty().addListener((_, _, _) -> show());
        model.runningProperty().addListener((_, _, _) -> todo.show(model.pictureProperty().get()));
        model.destinations().addListener((ListChangeListener<DestinationStatus>) _ -> copies.show());
        // "2 minutes ago" must not grow old on the screen.
        clock = new Timeline(new KeyFrame(TICK, _ -> show()));
        clock.setCycleCount(Animation.INDEFINITE);
        show();
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void onShown() {
        model.shown(true);
        clock.play();
    }

    @Override
    public void onHidden() {
        clock.stop();
        model.shown(false);
    }

    @Override
    public void onStackChanged(Optional<Stack> stack) {
        model.use(stack);
    }

    private void show() {
        showError();
        var picture = model.pictureProperty().get();
        backUp.setVisible(picture != null && picture.last().isPresent());
        if (picture == null) {
            page.content(new Region());
            return;
        }
        headline.show(picture);
        todo.show(picture);
        copies.show();
        if (picture.last().isEmpty()) {
            column.getChildren().setAll(headline, empty);
            if (picture.health().todo().stream().anyMatch(each -> each.action() != Action.BACK_UP && each.action() != Action.ADD_DESTINATION)) {
                column.getChildren().add(1, todo);
            }
        } else {
            figures.show(picture);
            history.show(picture.health().points());
            column.getChildren().setAll(headline, todo, figures, history, copies);
        }
        page.content(filled);
    }

    private void showError() {
        switch (model.errorProperty().get()) {
            case null -> error.clear();
            // Only Settings can name another folder, or make one.
            case Failure.NoRepository missing -> error.show(Problem.of(missing), List.of(
                    Buttons.plain("overview-settings", Messages.text("overview.repository"), () -> context.navigator().open(Place.SETTINGS))));
            case Throwable other -> error.show(other);
        }
    }
}
