package dev.lifeboat.ui.replication;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.collections.MapChangeListener;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The destinations as cards, and adding another. */
public final class ReplicationView implements View {
    /** What {@link #select} takes to open the sheet for a new destination. */
    public static final String ADD = "add";

    private final ReplicationModel model;
    private final ViewContext context;
    private final Map<String, DestinationCard> cards = new HashMap<>();
    private final VBox list = Layout.column(Css.GAP_LARGE);
    private final ScrollPane filled = new ScrollPane(list);
    private final EmptyState empty;
    private final ErrorBanner error = new ErrorBanner("replication-error");
    private final Page page;

    public ReplicationView(ReplicationModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        filled.setFitToWidth(true);
        filled.getStyleClass().add("page-scroll");
        empty = new EmptyState(Feather.COPY, Messages.text("replication.empty.title"), Messages.text("replication.empty"),
                Buttons.accent("replication-first", Messages.text("replication.add"), Feather.PLUS, this::add));
        page = new Page(Place.REPLICATION.title(), new Region());
        page.actions(Buttons.accent("replication-add", Messages.text("replication.add"), Feather.PLUS, this::add));
        page.notes().getChildren().add(error);
        model.destinations().addListener((ListChangeListener<DestinationStatus>) _ -> show());
        model.loadedProperty().addListener((_, _, _) -> show());
        model.errorProperty().addListener((_, _, _) -> show());
        model.running().addListener((MapChangeListener<String, JobSnapshot>) change -> {
            var card = cards.get(change.getKey());
            if (card != null) card.showJob(change.getValueAdded());
        });
        show();
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void onShown() {
        model.shown(true);
    }

    @Override
    public void onHidden() {
        model.shown(false);
    }

    @Override
    public void onStackChanged(Optional<Stack> stack) {
        model.use(stack.map(Stack::name));
    }

    /** Opens the sheet for a new destination when it is asked for with {@link #ADD}. */
    @Override
    public void select(String subject) {
        if (subject.equals(ADD)) add();
    }

    private void show() {
        if (model.errorProperty().get() == null) error.clear();
        else error.show(model.errorProperty().get());
        var names = model.destinations().stream().map(status -> status.destination().name()).toList();
        cards.keySet().retainAll(names);
        for (var status : model.destinations()) {
            var name = status.destination().name();
            var card = cards.computeIfAbsent(name, _ -> new DestinationCard(model, context));
            card.show(status);
            card.showJob(model.running().get(name));
        }
        list.getChildren().setAll(names.stream().map(cards::get).toList());
        if (!names.isEmpty()) page.content(filled);
        else if (model.loadedProperty().get() && model.errorProperty().get() == null) page.content(empty);
        else page.content(new Region());
    }

    private void add() {
        context.overlay().show(new AddSheet(model.adding(), model.stack(), context));
    }
}
