package dev.lifeboat.ui.schedules;

import dev.lifeboat.engine.schedule.Schedule;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** The schedules of the current stack as cards, and the agent that runs them. */
public final class SchedulesView implements View {
    private static final Duration BETWEEN_LOOKS = Duration.seconds(2);

    private final SchedulesModel model;
    private final ViewContext context;
    private final Map<String, ScheduleCard> cards = new LinkedHashMap<>();
    private final VBox list = Layout.column(Css.GAP_LARGE);
    private final AgentCard agent;
    private final EmptyState empty;
    private final ScrollPane filled = new ScrollPane();
    private final ErrorBanner error = new ErrorBanner("schedules-error");
    private final Page page;
    /** What the agent does is seen without a click. */
    private final Timeline looks;

    public SchedulesView(SchedulesModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        agent = new AgentCard(model, context);
        filled.setContent(Layout.column(Css.GAP_LARGE, agent, list));
        filled.setFitToWidth(true);
        filled.getStyleClass().add("page-scroll");
        empty = new EmptyState(Feather.CLOCK, Messages.text("schedules.empty.title"), Messages.text("schedules.empty"),
                Buttons.accent("schedules-first", Messages.text("schedules.add"), Feather.PLUS, () -> edit(Optional.empty())));
        page = new Page(Place.SCHEDULES.title(), new Region());
        page.actions(Buttons.accent("schedules-add", Messages.text("schedules.add"), Feather.PLUS, () -> edit(Optional.empty())));
        page.notes().getChildren().add(error);
        looks = new Timeline(new KeyFrame(BETWEEN_LOOKS, _ -> model.refresh()));
        looks.setCycleCount(Animation.INDEFINITE);
        page.sceneProperty().flatMap(Scene::windowProperty).flatMap(Window::showingProperty).orElse(false).subscribe(showing -> {
            if (!showing) looks.stop();
        });
        model.pictureProperty().addListener((_, _, picture) -> show(picture));
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void onShown() {
        model.shown(true);
        looks.play();
    }

    @Override
    public void onHidden() {
        looks.stop();
        model.shown(false);
    }

    @Override
    public void onStackChanged(Optional<Stack> stack) {
        model.use(stack.map(Stack::name));
    }

    private void show(SchedulesModel.Picture picture) {
        if (picture == null) {
            cards.clear();
            list.getChildren().clear();
            page.content(new Region());
            return;
        }
        agent.show(picture);
        cards.values().removeIf(card -> picture.standings().stream().noneMatch(one -> one.schedule().equals(card.schedule())));
        for (var standing : picture.standings()) {
            cards.computeIfAbsent(standing.schedule().name(), _ -> new ScheduleCard(standing,
                    new ScheduleCard.Actions(model::runNow, schedule -> edit(Optional.of(schedule)), this::askToRemove), context)).show(standing);
        }
        var nodes = picture.standings().stream().map(one -> cards.get(one.schedule().name())).toList();
        if (!list.getChildren().equals(nodes)) list.getChildren().setAll(nodes);
        var content = nodes.isEmpty() ? empty : filled;
        if (content.getParent() == null) page.content(content);
    }

    private void edit(Optional<Schedule> before) {
        var picture = model.pictureProperty().get();
        model.stack().ifPresent(stack -> context.overlay().show(
                new ScheduleSheet(model, before, stack, picture == null ? List.of() : picture.taken(), context)));
    }

    private void askToRemove(Schedule schedule) {
        context.overlay().show(ConfirmDialog.plain(context.overlay(), Messages.text("schedules.remove.title", schedule.name()),
                Messages.text("schedules.remove.consequence"), Messages.text("schedules.remove", schedule.name()), () -> model.remove(schedule)));
    }
}
